package io.turnpike.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class PaymentDeskTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    private static final Signed ANNA = new Signed("anna", "the customer called");

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private PaymentBook book;

    @Autowired
    private Payments payments;

    @Autowired
    private AccountBalances balances;

    @Autowired
    private ClosedPeriods closed;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private BillingFixture given;
    private long first;
    private long second;

    @BeforeEach
    void empty() {
        Emptying.tables(
                jdbc,
                "payment, payment_act, journal_entry, posting, account_balance, closed_period, operator"
                        + " restart identity cascade");
        given = new BillingFixture(jdbc);
        given.operator("deskop", "Europe/Moscow", "RUB");
        first = given.account("deskop", "1", "person");
        second = given.account("deskop", "2", "person");
    }

    private ByHand byHand(String receipt, long minor) {
        return new ByHand("deskop", "1", DAY, new Money(RUB, minor), receipt, LedgerAccount.CASH);
    }

    @Test
    void money_of_a_day_to_come_has_not_come() {
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Europe/Moscow")).plusDays(1);
        ByHand early = new ByHand("deskop", "1", tomorrow, new Money(RUB, 30_00), "R-1", LedgerAccount.CASH);
        assertThatThrownBy(() -> desk.add(early, ANNA)).hasMessageContaining(tomorrow + " is a day to come");
        ByHand today =
                new ByHand("deskop", "1", tomorrow.minusDays(1), new Money(RUB, 30_00), "R-1", LedgerAccount.CASH);
        assertThat(desk.add(today, ANNA)).isPositive();
    }

    private long unmatched(String reference, long minor) {
        Receipt receipt = new Receipt(
                given.id("select id from operator"),
                "somewhere",
                reference,
                "",
                DAY,
                new Money(RUB, minor),
                Money.zero(RUB),
                LedgerAccount.BANK,
                Receipt.Payer.UNKNOWN,
                null,
                null);
        return new TransactionTemplate(transactions)
                .execute(status -> book.receive(List.of(receipt)))
                .get(0);
    }

    /** Moves a payment to and fro between accounts 1 and 2, so many times. */
    private Callable<Void> movedToAndFro(long payment, String away, String back, int times) {
        return () -> {
            for (int i = 0; i < times; i++) {
                desk.move(payment, i % 2 == 0 ? away : back, ANNA);
            }
            return null;
        };
    }

    @Test
    void payments_that_cross_each_other_between_two_accounts_do_not_wait_for_each_other() throws Exception {
        long one = desk.add(byHand("R-1", 100_00), ANNA);
        long other = desk.add(byHand("R-2", 30_00), ANNA);
        desk.move(other, "2", ANNA);
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> done :
                    both.invokeAll(List.of(movedToAndFro(one, "2", "1", 20), movedToAndFro(other, "1", "2", 20)))) {
                done.get();
            }
        } finally {
            both.shutdown();
        }
        assertThat(balances.now(first, RUB)).isEqualTo(new Money(RUB, -100_00));
        assertThat(balances.now(second, RUB)).isEqualTo(new Money(RUB, -30_00));
    }

    private long booked(String code) {
        return jdbc.sql("select coalesce(sum(p.amount_minor), 0) from posting p join ledger_account a using"
                        + " (ledger_account_id) where a.code = ?")
                .param(code)
                .query(Long.class)
                .single();
    }

    @Test
    void a_payment_by_hand_is_booked_once_and_another_under_its_receipt_is_refused() {
        long number = desk.add(byHand("R-1", 100_00), ANNA);
        assertThat(desk.add(byHand("R-1", 100_00), ANNA)).isEqualTo(number);
        assertThat(balances.now(first, RUB)).isEqualTo(new Money(RUB, -100_00));
        assertThat(payments.acts(number)).hasSize(1);
        assertThatThrownBy(() -> desk.add(byHand("R-1", 200_00), ANNA))
                .isInstanceOf(BadParameter.class)
                .hasMessageContaining("receipt R-1 is payment " + number + " of 100.00 RUB");
        assertThatThrownBy(() -> desk.add(
                        new ByHand("deskop", "2", DAY, new Money(RUB, 100_00), "R-1", LedgerAccount.CASH), ANNA))
                .as("the same receipt for another account")
                .isInstanceOf(BadParameter.class);
    }

    @Test
    void each_desk_has_receipt_numbers_of_its_own_and_a_number_taken_back_is_used_up() {
        long number = desk.add(byHand("R-1", 100_00), ANNA);
        ByHand north = new ByHand("deskop", "1", DAY, new Money(RUB, 30_00), "R-1", LedgerAccount.CASH, "north");
        long other = desk.add(north, ANNA);
        assertThat(other).isNotEqualTo(number);
        assertThat(desk.add(north, ANNA)).isEqualTo(other);
        assertThat(payments.find(number).orElseThrow().receipt()).isEqualTo("receipt R-1");
        assertThat(payments.find(other).orElseThrow().receipt()).isEqualTo("receipt R-1 of desk north");
        assertThat(balances.now(first, RUB)).isEqualTo(new Money(RUB, -130_00));
        desk.reverse(other, ANNA);
        assertThatThrownBy(() -> desk.add(north, ANNA)).hasMessageContaining("which was taken back");
        assertThatThrownBy(() -> new ByHand("deskop", "1", DAY, new Money(RUB, 1), "R", LedgerAccount.CASH, "a/b"))
                .hasMessageContaining("--desk: 'a/b'");
    }

    @Test
    void what_is_matched_moved_unmatched_and_matched_again_leaves_every_ledger_account_right() {
        long number = unmatched("x", 70_00);
        assertThat(booked("suspense")).isEqualTo(-70_00);
        desk.match(number, "1", ANNA);
        assertThat(List.of(booked("suspense"), booked("bank"))).containsExactly(0L, 70_00L);
        assertThat(balances.now(first, RUB)).isEqualTo(new Money(RUB, -70_00));
        desk.move(number, "2", ANNA);
        assertThat(balances.now(first, RUB)).isEqualTo(new Money(RUB, 0));
        assertThat(balances.now(second, RUB)).isEqualTo(new Money(RUB, -70_00));
        desk.unmatch(number, ANNA);
        assertThat(balances.now(second, RUB)).isEqualTo(new Money(RUB, 0));
        assertThat(List.of(booked("suspense"), booked("bank"))).containsExactly(-70_00L, 70_00L);
        desk.match(number, "1", ANNA);
        desk.reverse(number, ANNA);
        assertThat(List.of(booked("suspense"), booked("bank"), booked("receivables")))
                .containsExactly(0L, 0L, 0L);
        assertThat(payments.acts(number).stream().map(PaymentAct::act))
                .containsExactly("matched", "unmatched", "matched", "unmatched", "matched", "reversed");
        assertThatThrownBy(() -> desk.match(number, "1", ANNA))
                .hasMessage("payment " + number + " is reversed, not unmatched");
    }

    @Test
    void a_payment_whose_owner_was_known_at_once_can_be_taken_off_and_reversed() {
        long number = desk.add(byHand("R-2", 50_00), ANNA);
        desk.unmatch(number, ANNA);
        assertThat(List.of(booked("cash"), booked("suspense"), booked("receivables")))
                .containsExactly(50_00L, -50_00L, 0L);
        desk.match(number, "2", ANNA);
        desk.reverse(number, ANNA);
        assertThat(List.of(booked("cash"), booked("suspense"), booked("receivables")))
                .containsExactly(0L, 0L, 0L);
    }

    @Test
    void money_of_a_closed_day_is_booked_on_the_first_open_one_and_keeps_its_own() {
        long operator = given.id("select id from operator");
        closed.close(operator, new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1)), "accountant");
        assertThatThrownBy(() -> desk.add(byHand("R-3", 10_00), ANNA)).hasMessageContaining("closed period");
        long number = unmatched("R-3", 10_00);
        assertThat(payments.find(number).orElseThrow().day()).isEqualTo(DAY);
        assertThat(jdbc.sql("select accounting_date from journal_entry")
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(LocalDate.of(2026, 4, 1));
    }

    @Test
    void nothing_is_done_without_a_name_and_a_reason() {
        assertThatThrownBy(() -> new Signed("anna", " ")).hasMessageContaining("--agent and --reason");
        assertThatThrownBy(() -> new Signed("", "why")).hasMessageContaining("--agent and --reason");
    }
}
