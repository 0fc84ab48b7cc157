package io.turnpike.payments.debts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
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

@DatabaseTest
class DebtsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final Signed ANNA = new Signed("anna", "a test");

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private Debts debts;

    @Autowired
    private PastDebts past;

    @Autowired
    private Journal journal;

    @Autowired
    private AccountBalances balances;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private long operator;
    private long account;

    @BeforeEach
    void empty() {
        Emptying.tables(
                jdbc,
                "payment, payment_act, payment_allocation, journal_entry, posting, account_balance, operator"
                        + " restart identity cascade");
        BillingFixture given = new BillingFixture(jdbc);
        given.operator("debtop", "Europe/Moscow", "RUB");
        account = given.account("debtop", "1", "person");
        given.account("debtop", "2", "person");
        operator = given.id("select id from operator");
    }

    private void invoice(String number, int day, long minor) {
        Money gross = new Money(RUB, minor);
        journal.post(JournalEntry.on(operator, MARCH.plusDays(day), EntryKind.INVOICE, number)
                .post(LedgerAccount.RECEIVABLES, account, gross)
                .post(LedgerAccount.revenue("voice"), gross.negated())
                .build());
        apply();
    }

    private void apply() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> debts.apply(Set.of(account)));
    }

    private long pay(String receipt, int day, long minor) {
        return desk.add(
                new ByHand("debtop", "1", MARCH.plusDays(day), new Money(RUB, minor), receipt, LedgerAccount.CASH),
                ANNA);
    }

    private List<String> open() {
        return openOf(account);
    }

    @Test
    void a_payment_closes_the_oldest_invoice_and_an_overpayment_closes_the_next_one_when_it_comes() {
        invoice("A", 0, 100);
        invoice("B", 1, 200);
        pay("1", 2, 250);
        assertThat(open()).containsExactly("B 50");
        pay("2", 3, 80);
        assertThat(open()).containsExactly("2 -30");
        invoice("C", 4, 100);
        assertThat(open()).containsExactly("C 70");
        assertThat(balances.now(account, RUB)).isEqualTo(new Money(RUB, 70));
    }

    @Test
    void what_is_left_over_closes_what_other_accounts_of_the_same_invoice_owe_and_no_others() {
        BillingFixture given = new BillingFixture(jdbc);
        long customer = given.id("select customer_id from account where id = ?", account);
        long joint = given.accountOf(operator, customer, "3", "customer");
        long apart = given.accountOf(operator, customer, "4", "account");
        List<Long> all = List.of(account, joint, apart);
        for (String number : List.of("A", "B")) {
            JournalEntry.Draft invoice = JournalEntry.on(operator, MARCH, EntryKind.INVOICE, number);
            all.forEach(each -> invoice.post(LedgerAccount.RECEIVABLES, each, new Money(RUB, 100)));
            journal.post(invoice.post(LedgerAccount.revenue("voice"), new Money(RUB, -300))
                    .build());
        }
        pay("1", 1, 350);
        assertThat(openOf(joint)).as("each has an invoice of its own").containsExactly("A 100", "B 100");
        jdbc.sql("update account set invoice_per = 'customer' where id = ?")
                .param(account)
                .update();
        apply();
        assertThat(open()).isEmpty();
        assertThat(openOf(joint)).containsExactly("B 50");
        assertThat(openOf(apart)).containsExactly("A 100", "B 100");
        long bounced = pay("2", 2, 50);
        assertThat(openOf(joint)).isEmpty();

        desk.reverse(bounced, ANNA);
        assertThat(open())
                .as("the part of the other stays closed, this one owes for it")
                .containsExactly("B 50");
        pay("3", 3, 50);
        assertThat(open()).isEmpty();
        assertThat(all.stream().map(each -> balances.now(each, RUB).minor())).containsExactly(0L, 0L, 200L);
    }

    private List<String> openOf(long one) {
        return debts.of(one, RUB).stream()
                .filter(standing -> standing.openMinor() != 0)
                .map(standing -> standing.item().reference() + " " + standing.openMinor())
                .toList();
    }

    @Test
    void a_bounced_payment_opens_what_it_closed_and_a_later_one_takes_its_place() {
        invoice("A", 0, 100);
        long bounced = pay("1", 1, 100);
        assertThat(open()).isEmpty();
        desk.reverse(bounced, ANNA);
        assertThat(open()).containsExactly("A 100");
        pay("2", 2, 60);
        assertThat(open()).containsExactly("A 40");
        assertThat(jdbc.sql("select count(*) from payment_allocation where released_at is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void an_advance_closes_what_a_payment_taken_off_has_opened() {
        invoice("A", 0, 100);
        long first = pay("1", 1, 100);
        pay("2", 2, 70);
        desk.move(first, "2", ANNA);
        assertThat(open()).containsExactly("A 30");
    }

    @Test
    void whatever_is_done_what_is_open_comes_to_the_balance_and_nothing_is_closed_twice() {
        for (long seed = 1; seed <= 8; seed++) {
            empty();
            Random random = new Random(seed);
            List<Long> paid = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int what = random.nextInt(6);
                if (what < 2) {
                    invoice("I" + i, i, random.nextLong(1, 10_000));
                } else if (what < 4 || paid.isEmpty()) {
                    paid.add(pay("P" + i, i, random.nextLong(1, 10_000)));
                } else {
                    long payment = paid.remove(random.nextInt(paid.size()));
                    if (what == 4) {
                        desk.reverse(payment, ANNA);
                    } else {
                        desk.unmatch(payment, ANNA);
                        desk.match(payment, random.nextBoolean() ? "1" : "2", ANNA);
                    }
                }
                check("seed " + seed + " step " + i);
            }
        }
    }

    private List<PastDebts.Overclosed> overclosed() {
        BooksAsKnown books = new BooksAsKnown(
                operator, RUB, new DateRange(MARCH, MARCH.plusMonths(1)), Instant.parse("9000-01-01T00:00:00Z"));
        return new TransactionTemplate(transactions).execute(status -> past.overclosed(books, 10));
    }

    @Test
    void what_is_closed_by_more_than_it_comes_to_is_found_on_both_sides() {
        invoice("A", 0, 100);
        invoice("B", 1, 100);
        pay("1", 2, 150);
        assertThat(overclosed()).isEmpty();
        jdbc.sql("update payment_allocation set amount_minor = amount_minor + 51 where amount_minor = 50")
                .update();
        assertThat(overclosed())
                .containsExactly(
                        new PastDebts.Overclosed("1", "B", 101, 100), new PastDebts.Overclosed("1", "1", -201, -150));
    }

    private void check(String step) {
        List<Debts.Standing> all = debts.of(account, RUB);
        long open = all.stream().mapToLong(Debts.Standing::openMinor).sum();
        assertThat(new Money(RUB, open)).as(step).isEqualTo(balances.now(account, RUB));
        assertThat(all)
                .as(step)
                .allMatch(each -> Math.abs(each.openMinor()) <= Math.abs(each.amountMinor())
                        && Long.signum(each.openMinor()) * Long.signum(each.amountMinor()) >= 0);
        assertThat(overclosed()).as(step).isEmpty();
        boolean debt = all.stream().anyMatch(each -> each.openMinor() > 0);
        boolean credit = all.stream().anyMatch(each -> each.openMinor() < 0);
        assertThat(debt && credit).as(step + ": nothing is left to apply").isFalse();
    }
}
