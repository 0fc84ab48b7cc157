package io.turnpike.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Refunds.Payout;
import io.turnpike.payments.debts.Debts;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class RefundsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    private static final Signed ANNA = new Signed("anna", "the customer asked");

    @Autowired
    private Refunds refunds;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private PaymentBook book;

    @Autowired
    private Payments payments;

    @Autowired
    private Debts debts;

    @Autowired
    private Journal journal;

    @Autowired
    private AccountBalances balances;

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
                "payment, payment_act, payment_refund, payment_allocation, journal_entry, posting, account_balance,"
                        + " closed_period, operator restart identity cascade");
        BillingFixture given = new BillingFixture(jdbc);
        given.operator("refundop", "Europe/Moscow", "RUB");
        first = given.account("refundop", "1", "person");
        second = given.account("refundop", "2", "person");
        operator = given.id("select id from operator");
    }

    private static Money rub(long minor) {
        return new Money(RUB, minor);
    }

    private long pay(String receipt, long minor) {
        return desk.add(new ByHand("refundop", "1", DAY, rub(minor), receipt, LedgerAccount.CASH), ANNA);
    }

    private void invoice(String number, int day, long minor) {
        journal.post(JournalEntry.on(operator, DAY.plusDays(day), EntryKind.INVOICE, number)
                .post(LedgerAccount.RECEIVABLES, first, rub(minor))
                .post(LedgerAccount.revenue("voice"), rub(-minor))
                .build());
        new TransactionTemplate(transactions).executeWithoutResult(status -> debts.apply(Set.of(first)));
    }

    private long refund(long payment, long minor) {
        return refunds.refund(payment, Refund.Kind.REFUND, part(minor), ANNA);
    }

    private static Payout part(long minor) {
        return new Payout(rub(minor), null, null, "", null, null);
    }

    private List<String> open(long account) {
        return debts.of(account, RUB).stream()
                .filter(standing -> standing.openMinor() != 0)
                .map(standing -> standing.item().reference() + " " + standing.openMinor())
                .toList();
    }

    private List<Long> booked(String... codes) {
        return List.of(codes).stream()
                .map(code -> jdbc.sql("select coalesce(sum(p.amount_minor), 0) from posting p join ledger_account a"
                                + " using (ledger_account_id) where a.code = ?")
                        .param(code)
                        .query(Long.class)
                        .single())
                .toList();
    }

    private Payment payment(long number) {
        return payments.find(number).orElseThrow();
    }

    @Test
    void what_is_given_back_never_comes_to_more_than_was_paid() {
        long payment = pay("R", 500_00);
        refund(payment, 200_00);
        refund(payment, 100_00);
        assertThat(payment(payment).refunded()).isEqualTo(rub(300_00));
        assertThatThrownBy(() -> refund(payment, 200_01))
                .isInstanceOf(BadParameter.class)
                .hasMessage(
                        "payment " + payment + " is of 500.00 RUB, of which 300.00 RUB went out before: 200.01 RUB is"
                                + " more than the 200.00 RUB that are left");
        // all that is left: 500 - 300
        long last = refunds.refund(payment, Refund.Kind.REFUND, Payout.ALL, ANNA);
        assertThat(refunds.find(last).amount()).isEqualTo(rub(200_00));
        assertThat(booked("cash", "receivables", "suspense")).containsExactly(0L, 0L, 0L);
        assertThat(open(first)).isEmpty();
        assertThatThrownBy(() -> refunds.refund(payment, Refund.Kind.REFUND, Payout.ALL, ANNA))
                .hasMessageContaining("500.00 RUB went out before: nothing is left of it");
    }

    @Test
    void an_advance_is_given_back_first_and_then_the_latest_invoice_is_open_again() {
        invoice("A", 0, 100_00);
        invoice("B", 1, 200_00);
        long payment = pay("R", 350_00);
        // 50.00 are an advance
        refund(payment, 50_00);
        assertThat(open(first)).isEmpty();
        // 30.00 of B
        refund(payment, 30_00);
        assertThat(open(first)).containsExactly("B 3000");
        // the other 170.00 of B and 10.00 of A
        refund(payment, 180_00);
        assertThat(open(first)).containsExactly("A 1000", "B 20000");
        assertThat(balances.now(first, RUB)).isEqualTo(rub(210_00));
    }

    @Test
    void what_another_payment_left_as_an_advance_closes_what_a_refund_opens() {
        invoice("A", 0, 100_00);
        long payment = pay("1", 100_00);
        pay("2", 70_00);
        refund(payment, 100_00);
        assertThat(open(first)).containsExactly("A 3000");
    }

    @Test
    void the_same_key_or_receipt_is_booked_once_and_another_refund_under_it_is_refused() {
        long payment = pay("R", 500_00);
        Payout keyed = new Payout(rub(100_00), null, null, "", null, "k-1");
        long number = refunds.refund(payment, Refund.Kind.REFUND, keyed, ANNA);
        assertThat(refunds.refund(payment, Refund.Kind.REFUND, keyed, ANNA)).isEqualTo(number);
        assertThatThrownBy(() -> refunds.refund(
                        payment, Refund.Kind.REFUND, new Payout(rub(90_00), null, null, "", null, "k-1"), ANNA))
                .hasMessage("refund " + number + " of 100.00 RUB has this key: another refund needs one of its own");
        Payout receipt = new Payout(rub(10_00), null, null, "north", "7", null);
        long written = refunds.refund(payment, Refund.Kind.REFUND, receipt, ANNA);
        assertThat(refunds.refund(payment, Refund.Kind.REFUND, receipt, ANNA)).isEqualTo(written);
        assertThatThrownBy(() -> refunds.refundAccount("refundop", "1", receipt, ANNA))
                .hasMessageContaining("has this receipt number");
        // another desk has its own numbers
        refunds.refund(payment, Refund.Kind.REFUND, new Payout(rub(10_00), null, null, "south", "7", null), ANNA);
        assertThat(payment(payment).refunded()).isEqualTo(rub(120_00));
    }

    @Test
    void what_is_paid_ahead_on_an_account_is_paid_out_and_no_payment_gives_it_back_again() {
        invoice("A", 0, 100_00);
        long payment = pay("R", 250_00);
        assertThatThrownBy(() -> refunds.refundAccount("refundop", "1", part(150_01), ANNA))
                .hasMessage("account 1 has 150.00 RUB paid ahead: 150.01 RUB cannot be paid out");
        refunds.refundAccount("refundop", "1", part(120_00), ANNA);
        assertThat(open(first)).containsExactly("R -3000");
        assertThat(booked("cash", "receivables")).containsExactly(130_00L, -30_00L + 0);
        // 250 - 120: 30 of it are free, 100 close A
        assertThatThrownBy(() -> refund(payment, 130_01)).hasMessageContaining("only 130.00 RUB is left of it");
        refund(payment, 130_00);
        assertThat(open(first)).containsExactly("A 10000");
        assertThatThrownBy(() -> refunds.refundAccount("refundop", "1", Payout.ALL, ANNA))
                .hasMessageContaining("0.00 RUB paid ahead");
    }

    @Test
    void a_refund_goes_with_its_payment_wherever_that_is_put() {
        long payment = pay("R", 500_00);
        refund(payment, 200_00);
        desk.move(payment, "2", ANNA);
        assertThat(balances.now(first, RUB)).isEqualTo(rub(0));
        assertThat(balances.now(second, RUB)).isEqualTo(rub(-300_00));
        assertThat(open(first)).isEmpty();
        assertThat(open(second)).containsExactly("R -30000");
        desk.unmatch(payment, ANNA);
        assertThat(booked("cash", "suspense", "receivables")).containsExactly(300_00L, -300_00L, 0L);
        // nobody's: the rest can be sent back all the same
        refund(payment, 50_00);
        assertThat(booked("cash", "suspense")).containsExactly(250_00L, -250_00L);
        assertThatThrownBy(() -> desk.reverse(payment, ANNA)).hasMessageContaining("250.00 RUB of payment");
        desk.match(payment, "1", ANNA);
        assertThat(open(first)).containsExactly("R -25000");
        assertThat(refunds.ofPayment(payment)).allMatch(refund -> "1".equals(refund.accountNumber()));
        assertThat(booked("cash", "suspense", "receivables")).containsExactly(250_00L, 0L, -250_00L);
    }

    @Test
    void a_refund_of_a_payment_that_bounces_later_is_owed() {
        long payment = pay("R", 500_00);
        refund(payment, 200_00);
        desk.reverse(payment, ANNA);
        assertThat(open(first)).containsExactly("R 20000");
        assertThat(booked("cash", "receivables")).containsExactly(-200_00L, 200_00L);
        assertThatThrownBy(() -> refund(payment, 1)).hasMessageContaining("was taken back");
    }

    @Test
    void a_refund_booked_by_mistake_is_taken_back_once_and_closes_what_it_had_opened() {
        invoice("A", 0, 100_00);
        long payment = pay("R", 100_00);
        long number = refund(payment, 40_00);
        assertThat(open(first)).containsExactly("A 4000");
        refunds.takeBack(number, ANNA);
        assertThat(open(first)).isEmpty();
        assertThat(payment(payment).refundedMinor()).isZero();
        assertThat(booked("cash", "receivables")).containsExactly(100_00L, 0L);
        assertThatThrownBy(() -> refunds.takeBack(number, ANNA)).hasMessageContaining("was taken back before");
        refund(payment, 100_00);
        assertThat(open(first)).containsExactly("A 10000");
    }

    @Test
    void a_chargeback_takes_a_part_out_of_where_the_payment_came_in() {
        Receipt receipt = new Receipt(
                operator,
                "cards",
                "p-1",
                "",
                DAY,
                rub(300_00),
                Money.zero(RUB),
                LedgerAccount.clearing("cards"),
                Receipt.Payer.UNKNOWN,
                null,
                new Receipt.Owner(first, "typed"));
        long payment = new TransactionTemplate(transactions)
                .execute(status -> book.receive(List.of(receipt)))
                .get(0);
        refunds.refund(payment, Refund.Kind.CHARGEBACK, part(120_00), ANNA);
        assertThat(booked("clearing:cards", "receivables")).containsExactly(180_00L, -180_00L);
        assertThat(jdbc.sql("select kind from journal_entry order by entry_id desc limit 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(7);
    }

    @Test
    void a_chargeback_of_what_was_paid_out_before_is_owed() {
        invoice("A", 0, 100_00);
        long payment = pay("R", 250_00);
        refunds.refundAccount("refundop", "1", part(120_00), ANNA);
        refunds.refund(payment, Refund.Kind.CHARGEBACK, Payout.ALL, ANNA);
        // the invoice is open again, and so is what went out twice
        assertThat(open(first)).containsExactlyInAnyOrder("A 10000", "R 12000");
        assertThat(booked("cash", "receivables")).containsExactly(250_00L - 120_00 - 250_00, 220_00L);
        pay("S", 220_00);
        assertThat(open(first)).isEmpty();
    }

    @Test
    void a_refund_that_the_payment_system_has_made_is_owed_where_nothing_is_left() {
        long payment = pay("R", 250_00);
        refunds.refundAccount("refundop", "1", part(250_00), ANNA);
        assertThatThrownBy(() -> refund(payment, 50_00)).hasMessageContaining("only 0.00 RUB is left of it");
        long done = refunds.refundDone(payment, part(50_00), ANNA);
        assertThat(open(first)).containsExactly("R 5000");
        refunds.takeBack(done, ANNA);
        assertThat(open(first)).isEmpty();
    }

    @Test
    void a_payment_systems_id_of_a_refund_counts_within_its_payment() {
        long payment = pay("R", 250_00);
        long other = pay("S", 250_00);
        Payout told = new Payout(rub(50_00), null, null, "", null, "1");
        long refund = refunds.refundDone(payment, told, ANNA);
        long another = refunds.refundDone(other, told, ANNA);
        assertThat(another).isNotEqualTo(refund);
        assertThat(refunds.refundDone(payment, told, ANNA)).as("told again").isEqualTo(refund);
        assertThat(refunds.refundDone(other, told, ANNA)).isEqualTo(another);
        assertThatThrownBy(() -> refunds.refundDone(payment, new Payout(rub(60_00), null, null, "", null, "1"), ANNA))
                .hasMessage("refund " + refund + " of 50.00 RUB has this key: another refund needs one of its own");
        long asked = refunds.refund(payment, Refund.Kind.REFUND, told, ANNA);
        assertThat(asked).as("a key of ours is no id of theirs").isNotIn(refund, another);
        assertThatThrownBy(() -> refunds.refund(other, Refund.Kind.REFUND, told, ANNA))
                .as("a key of ours counts for all payments")
                .hasMessageContaining("refund " + asked + " of 50.00 RUB has this key");
        assertThat(payments.find(payment).orElseThrow().refundedMinor()).isEqualTo(100_00);
        assertThat(payments.find(other).orElseThrow().refundedMinor()).isEqualTo(50_00);
    }

    @Test
    void money_does_not_go_out_before_it_came_or_on_a_day_to_come() {
        long payment = pay("R", 500_00);
        assertThatThrownBy(() -> refunds.refund(
                        payment, Refund.Kind.REFUND, new Payout(rub(1), DAY.minusDays(1), null, "", null, null), ANNA))
                .hasMessageContaining("is before the money came (" + DAY + ")");
        assertThatThrownBy(() -> refunds.refund(
                        payment,
                        Refund.Kind.REFUND,
                        new Payout(rub(1), LocalDate.of(2199, 1, 1), null, "", null, null),
                        ANNA))
                .hasMessageContaining("is before the money came (" + DAY + "), after");
        assertThatThrownBy(() -> refunds.refundAccount(
                        "refundop", "1", new Payout(rub(1), DAY.minusDays(1), null, "", null, null), ANNA))
                .hasMessageContaining("is before the money came (" + DAY + ")");
        refunds.refundAccount("refundop", "1", new Payout(rub(1), DAY, null, "", null, null), ANNA);
    }

    @Test
    void a_receipts_number_has_no_blanks_around_it() {
        long payment = pay("R", 500_00);
        assertThat(pay(" R ", 500_00)).isEqualTo(payment);
    }
}
