package io.turnpike.payments.debts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import io.turnpike.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was open at the end of March, asked for after acts of later days. */
@DatabaseTest
class PastDebtsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final Signed ANNA = new Signed("anna", "a test");

    @Autowired
    private PastDebts past;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private Refunds refunds;

    @Autowired
    private Debts debts;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private long operator;
    private long first;
    private long second;

    @BeforeEach
    void empty() {
        Emptying.tables(
                jdbc,
                "payment, payment_act, payment_allocation, payment_refund, journal_entry, posting, account_balance, operator"
                        + " restart identity cascade");
        BillingFixture given = new BillingFixture(jdbc);
        given.operator("debtop", "Europe/Moscow", "RUB");
        first = given.account("debtop", "1", "person");
        second = given.account("debtop", "2", "person");
        operator = given.id("select id from operator");
    }

    private void invoice(long account, String number, LocalDate day, long minor) {
        journal.post(JournalEntry.on(operator, day, EntryKind.INVOICE, number)
                .post(LedgerAccount.RECEIVABLES, account, new Money(RUB, minor))
                .post(LedgerAccount.revenue("voice"), new Money(RUB, -minor))
                .build());
        new TransactionTemplate(transactions).executeWithoutResult(status -> debts.apply(Set.of(account)));
    }

    private long pay(String receipt, String account, LocalDate day, long minor) {
        return desk.add(new ByHand("debtop", account, day, new Money(RUB, minor), receipt, LedgerAccount.CASH), ANNA);
    }

    private void refund(long payment, long minor) {
        refunds.refund(
                payment, Refund.Kind.REFUND, new Payout(new Money(RUB, minor), null, null, "", null, null), ANNA);
    }

    private List<String> atEndOfMarch() {
        return asKnown(ALWAYS);
    }

    private List<String> asKnown(Instant known) {
        List<String> open = new ArrayList<>();
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> past.each(
                        "debtop",
                        new BooksAsKnown(operator, RUB, new DateRange(MARCH, APRIL), known),
                        each -> open.add(each.accountNumber() + " " + each.day() + " " + each.openMinor())));
        return open;
    }

    @Test
    void a_payment_taken_back_later_has_closed_its_invoice_and_not_an_older_one_that_an_advance_has_paid_since() {
        invoice(first, "A", MARCH, 100);
        long moved = pay("1", "1", MARCH.plusDays(1), 100);
        invoice(first, "B", MARCH.plusDays(2), 100);
        assertThat(atEndOfMarch()).containsExactly("1 2026-03-03 100");
        desk.move(moved, "2", ANNA);
        pay("2", "1", APRIL.plusDays(4), 100);
        assertThat(atEndOfMarch()).containsExactly("1 2026-03-03 100");
    }

    @Test
    void an_advance_that_took_the_place_of_a_payment_was_free() {
        invoice(first, "A", MARCH, 100);
        long bounced = pay("1", "1", MARCH.plusDays(1), 100);
        pay("2", "1", MARCH.plusDays(2), 70);
        assertThat(atEndOfMarch()).containsExactly("1 2026-03-03 -70");
        desk.reverse(bounced, ANNA);
        assertThat(debts.of(first, RUB))
                .filteredOn(each -> each.openMinor() != 0)
                .hasSize(1);
        assertThat(atEndOfMarch()).containsExactly("1 2026-03-03 -70");
    }

    @Test
    void what_a_refund_of_a_later_day_has_opened_was_closed_and_what_one_of_the_day_has_opened_was_not() {
        invoice(first, "A", MARCH, 100);
        invoice(first, "B", MARCH.plusDays(10), 100);
        long payment = pay("1", "1", MARCH.plusDays(11), 200);
        pay("2", "1", MARCH.plusDays(12), 10);
        refunds.refund(
                payment,
                Refund.Kind.REFUND,
                new Payout(new Money(RUB, 40), MARCH.plusDays(20), null, "", null, null),
                ANNA);
        // of 200 paid for A and B 40 went out: the latest, B, is open again by so much, less the 10 that were free
        List<String> then = List.of("1 2026-03-11 30");
        assertThat(atEndOfMarch()).isEqualTo(then);
        refund(payment, 100);
        assertThat(atEndOfMarch()).isEqualTo(then);
        desk.unmatch(payment, ANNA);
        assertThat(atEndOfMarch()).isEqualTo(then);
    }

    @Test
    void whatever_is_done_for_later_days_the_end_of_march_stays_as_it_was() {
        for (int seed = 0; seed < 12; seed++) {
            empty();
            Random random = new Random(seed);
            List<Long> payments = new ArrayList<>();
            for (int day = 0; day < 12; day++) {
                long account = random.nextBoolean() ? first : second;
                if (random.nextInt(5) < 3) {
                    invoice(account, "I" + day, MARCH.plusDays(2L * day), 10 + random.nextInt(90));
                } else {
                    payments.add(pay(
                            "R" + day,
                            account == first ? "1" : "2",
                            MARCH.plusDays(2L * day + 1),
                            10 + random.nextInt(150)));
                }
            }
            List<String> then = atEndOfMarch();
            Instant known = jdbc.sql("select max(recorded_at) from journal_entry")
                    .query(Instant.class)
                    .single();
            for (int step = 0; step < 15; step++) {
                String done = "seed " + seed + " step " + step + " " + act(random, payments, step);
                assertThat(atEndOfMarch()).as(done).isEqualTo(then);
                assertThat(asKnown(known.plusMillis(1)))
                        .as(done + ", known then")
                        .isEqualTo(then);
            }
        }
    }

    private String act(Random random, List<Long> payments, int step) {
        int which = random.nextInt(6);
        if (which == 0) {
            invoice(random.nextBoolean() ? first : second, "L" + step, APRIL.plusDays(step), 10 + random.nextInt(90));
            return "invoice";
        }
        if (which == 1 || payments.isEmpty()) {
            payments.add(
                    pay("L" + step, random.nextBoolean() ? "1" : "2", APRIL.plusDays(step), 10 + random.nextInt(90)));
            return "payment";
        }
        long payment = payments.get(random.nextInt(payments.size()));
        try {
            switch (which) {
                case 2 -> desk.reverse(payment, ANNA);
                case 3 -> desk.move(payment, random.nextBoolean() ? "1" : "2", ANNA);
                case 4 -> desk.unmatch(payment, ANNA);
                default -> refund(payment, 1 + random.nextInt(40));
            }
            return "act " + which + " on " + payment;
        } catch (BadParameter refused) {
            return "refused " + refused.getMessage();
        }
    }
}
