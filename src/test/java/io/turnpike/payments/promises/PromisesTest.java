package io.turnpike.payments.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters.BadParameter;
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
import io.turnpike.payments.promises.PromiseRefused.Reason;
import io.turnpike.payments.promises.Promises.Filter;
import io.turnpike.payments.promises.Promises.Wish;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Promises by the terms of operator meridian: persons 600.00 for 5 days with a fee, group vip 5000.00 for 14 days without. */
@DatabaseTest
class PromisesTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final Signed ANNA = new Signed("anna", "a test");
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @Autowired
    private Promises promises;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private Refunds refunds;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    private BillingFixture given;
    private long account;
    private long person;

    @BeforeEach
    void empty() {
        Emptying.tables(
                jdbc,
                "payment, payment_act, payment_allocation, payment_promise, journal_entry, posting, account_balance,"
                        + " plan_subscription, fee_order, operator restart identity cascade");
        given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        account = given.account("meridian", "1", "person");
        person = given.account("meridian", "2", "person");
        given.account("meridian", "3", "company");
        jdbc.sql("update customer set customer_group = 'vip' where number = 'C-1'")
                .update();
    }

    private static Money rub(String amount) {
        return Money.of(RUB, new BigDecimal(amount));
    }

    private static Wish wish(String number, @Nullable Money amount, @Nullable Integer days) {
        return new Wish("meridian", number, amount, days);
    }

    private Promise give(String amount) {
        return promises.give(wish("1", rub(amount), null), ANNA);
    }

    private long pay(String receipt, String amount) {
        return desk.add(
                new ByHand("meridian", "1", LocalDate.of(2026, 3, 10), rub(amount), receipt, LedgerAccount.CASH), ANNA);
    }

    private void owe(String amount) {
        long operator = given.id("select id from operator");
        journal.post(JournalEntry.on(operator, LocalDate.of(2026, 3, 1), EntryKind.ADJUSTMENT, "debt " + amount)
                .post(LedgerAccount.RECEIVABLES, account, rub(amount))
                .post(LedgerAccount.OPENING_BALANCES, rub(amount).negated())
                .build());
    }

    /** Lets its days be over. */
    private void pass(Promise promise) {
        jdbc.sql("update payment_promise set expires_at = clock_timestamp() where promise_id = ?")
                .param(promise.promiseId())
                .update();
    }

    private String standing() {
        Promises.Standing standing = promises.standing(account, RUB);
        return standing.balance().major() + " + " + standing.promised().major() + " = "
                + standing.available().major();
    }

    private long entries() {
        return given.id("select count(*) from journal_entry");
    }

    @Test
    void payments_take_the_place_of_a_promise_and_nothing_of_it_is_booked() {
        owe("800.00");
        long before = entries();
        Promise promise = give("500.00");
        assertThat(entries()).as("the journal").isEqualTo(before);
        assertThat(standing()).isEqualTo("-800.00 + 500.00 = -300.00");
        pay("1", "200.00");
        assertThat(standing()).isEqualTo("-600.00 + 300.00 = -300.00");
        long second = pay("2", "400.00");
        assertThat(standing()).isEqualTo("-200.00 + 0.00 = -200.00");
        assertThat(promises.find(promise.promiseId()).orElseThrow().isPaid()).isTrue();
        desk.reverse(second, ANNA);
        assertThat(standing()).as("it bounced").isEqualTo("-600.00 + 300.00 = -300.00");
    }

    @Test
    void only_money_that_newly_came_takes_the_place_of_a_promise() {
        long early = pay("1", "100.00");
        give("500.00");
        desk.unmatch(early, ANNA);
        desk.match(early, "1", ANNA);
        assertThat(standing()).as("taken off and put on again").isEqualTo("100.00 + 500.00 = 600.00");
        refunds.refund(early, Refund.Kind.REFUND, new Refunds.Payout(rub("40.00"), null, null, "", null, null), ANNA);
        assertThat(standing()).as("given back of an earlier one").isEqualTo("60.00 + 500.00 = 560.00");
        long late = pay("2", "200.00");
        // the early one bounces: it was no payment of the promise, and takes nothing from the late one
        desk.reverse(early, ANNA);
        assertThat(standing()).isEqualTo("160.00 + 300.00 = 460.00");
        desk.unmatch(late, ANNA);
        desk.match(late, "1", ANNA);
        assertThat(standing()).as("the late one put on again").isEqualTo("160.00 + 300.00 = 460.00");
        refunds.refund(
                late, Refund.Kind.CHARGEBACK, new Refunds.Payout(rub("50.00"), null, null, "", null, null), ANNA);
        assertThat(standing()).as("taken back by the bank").isEqualTo("110.00 + 350.00 = 460.00");
        desk.move(late, "2", ANNA);
        assertThat(standing()).as("moved away").isEqualTo("-40.00 + 500.00 = 460.00");
        desk.move(late, "1", ANNA);
        assertThat(standing()).isEqualTo("110.00 + 350.00 = 460.00");
    }

    @Test
    void what_was_paid_before_and_what_is_no_payment_does_not_count() {
        long early = pay("1", "100.00");
        give("500.00");
        desk.unmatch(early, ANNA);
        assertThat(standing()).isEqualTo("0.00 + 500.00 = 500.00");
        owe("-300.00");
        assertThat(standing()).as("an entry by hand").isEqualTo("300.00 + 500.00 = 800.00");
        desk.match(early, "1", ANNA);
        assertThat(standing()).as("put on again").isEqualTo("400.00 + 500.00 = 900.00");
    }

    @Test
    void it_counts_to_its_end_without_the_job_and_the_job_says_once_what_became_of_it() {
        Promise kept = give("300.00");
        pay("1", "300.00");
        pass(kept);
        Promise broken = give("500.00");
        assertThat(promises.find(kept.promiseId()).orElseThrow().stateWord())
                .as("ended when the next one was given")
                .isEqualTo("kept");
        pay("2", "499.99");
        assertThat(promises.promised(account, RUB)).isEqualTo(rub("0.01"));
        pass(broken);
        assertThat(promises.promised(account, RUB)).isEqualTo(rub("0.00"));
        assertThat(promises.endExpired(0, 10)).extracting(Promise::promiseId).containsExactly(broken.promiseId());
        assertThat(promises.endExpired(0, 10)).isEmpty();
        pay("3", "100.00");
        Promise ended = promises.find(broken.promiseId()).orElseThrow();
        assertThat(ended.stateWord() + " " + ended.paid()).isEqualTo("broken 499.99 RUB");
        assertThat(promises.list(new Filter("meridian", "1", "kept"), 0, 10)).hasSize(1);
    }

    @Test
    void a_promise_holds_to_the_operators_midnight_after_its_last_day() {
        Promise promise = promises.give(wish("1", null, 3), ANNA);
        assertThat(promise.amount()).isEqualTo(rub("5000.00"));
        assertThat(promise.lastDay()).isEqualTo(promise.givenOn().plusDays(3));
        assertThat(promise.expiresAt())
                .isEqualTo(promise.givenOn().plusDays(4).atStartOfDay(MOSCOW).toInstant());
        long at = given.id(
                "select promised_credit(?, ?)",
                account,
                java.sql.Timestamp.from(promise.expiresAt().minusMillis(1)));
        assertThat(at).isEqualTo(5000_00);
        assertThat(given.id("select promised_credit(?, ?)", account, java.sql.Timestamp.from(promise.expiresAt())))
                .isZero();
    }

    private Reason refused(Wish wish) {
        try {
            promises.give(wish, ANNA);
        } catch (PromiseRefused e) {
            return e.reason();
        }
        throw new AssertionError("given: " + wish);
    }

    @Test
    void the_terms_are_kept_and_each_refusal_says_which() {
        assertThat(refused(wish("3", null, null))).isEqualTo(Reason.NOT_OFFERED);
        assertThat(refused(wish("1", rub("5000.01"), null))).isEqualTo(Reason.TOO_MUCH);
        assertThat(refused(wish("1", null, 15))).isEqualTo(Reason.TOO_LONG);
        assertThatThrownBy(() -> promises.give(wish("1", rub("-1.00"), null), ANNA))
                .isInstanceOf(BadParameter.class);
        assertThatThrownBy(() -> promises.give(wish("1", null, 0), ANNA)).isInstanceOf(BadParameter.class);
        assertThatThrownBy(() -> promises.give(wish("9", null, null), ANNA)).hasMessageContaining("no account 9");
        assertThatThrownBy(() -> promises.give(new Wish("nobody", "1", null, null), ANNA))
                .hasMessageContaining("no operator 'nobody'");
        owe("10000.00");
        Promise first = give("100.00");
        assertThat(refused(wish("1", rub("100.00"), null))).isEqualTo(Reason.STILL_OPEN);
        promises.cancel(first.promiseId(), false, ANNA);
        assertThat(promises.promised(account, RUB)).isEqualTo(rub("0.00"));
        assertThatThrownBy(() -> promises.cancel(first.promiseId(), false, ANNA))
                .hasMessageContaining("is cancelled");
        owe("0.01");
        assertThatThrownBy(() -> give("100.00"))
                .isInstanceOf(PromiseRefused.class)
                .hasMessage("the account stands at -10000.01 RUB: a promise is given down to -10000.00 RUB");
    }

    @Test
    void the_fee_is_ordered_where_a_plan_has_it_and_the_next_one_waits_its_time() {
        assertThat(refused(wish("2", null, null))).isEqualTo(Reason.NO_SERVICE_WITH_FEE);
        jdbc.sql(
                        "insert into plan_subscription (service_id, plan, valid_from) values (?, 'home-100', date '2026-01-01')")
                .param(person)
                .update();
        Promise promise = promises.give(wish("2", null, null), ANNA);
        assertThat(promise.amount()).isEqualTo(rub("600.00"));
        assertThat(orders()).containsExactly("promised-payment " + promise.givenOn() + " 1 orders");
        assertThat(promise.againOn()).isEqualTo(promise.givenOn().plusDays(30));
        pass(promise);
        promises.endExpired(0, 10);
        assertThat(refused(wish("2", null, null))).isEqualTo(Reason.TOO_SOON);
        jdbc.sql("update payment_promise set again_on = given_on").update();
        Promise next = promises.give(wish("2", null, null), ANNA);
        assertThat(orders()).containsExactly("promised-payment " + promise.givenOn() + " 2 orders");
        promises.cancel(next.promiseId(), true, ANNA);
        assertThat(orders()).containsExactly("promised-payment " + promise.givenOn() + " 1 orders");
    }

    @Test
    void a_promise_that_was_paid_is_not_cancelled_and_keeps_its_fee_unless_the_payment_bounces() {
        jdbc.sql(
                        "insert into plan_subscription (service_id, plan, valid_from) values (?, 'home-100', date '2026-01-01')")
                .param(person)
                .update();
        Promise promise = promises.give(wish("2", null, null), ANNA);
        long payment = desk.add(
                new ByHand("meridian", "2", LocalDate.of(2026, 3, 10), rub("600.00"), "1", LedgerAccount.CASH), ANNA);
        for (boolean returnFee : new boolean[] {true, false}) {
            assertThatThrownBy(() -> promises.cancel(promise.promiseId(), returnFee, ANNA))
                    .isInstanceOf(BadParameter.class)
                    .hasMessage(
                            "promise 1 of 600.00 RUB was paid (600.00 RUB came since it was given): it ends as kept, and its"
                                    + " fee was earned. Where it was given by mistake, cancel the fee's order promise-1 by a line with"
                                    + " quantity 0 in orders.csv");
        }
        assertThat(orders()).containsExactly("promised-payment " + promise.givenOn() + " 1 orders");
        desk.reverse(payment, ANNA);
        promises.cancel(promise.promiseId(), true, ANNA);
        assertThat(promises.find(1).orElseThrow().stateWord()).isEqualTo("cancelled");
        assertThat(orders()).containsExactly("promised-payment " + promise.givenOn() + " 0 orders");
    }

    @Test
    void a_night_on_which_the_job_did_not_run_changes_nothing_of_what_became_of_promises() {
        Promise old = give("300.00");
        jdbc.sql(
                        "update payment_promise set given_at = given_at - interval '9 days', expires_at = now() - interval '7 days'")
                .update();
        long paid = pay("1", "300.00");
        assertThat(standing()).as("it counts nothing since a week ago").isEqualTo("300.00 + 0.00 = 300.00");
        Promise late = give("500.00");
        assertThat(ended(old)).as("ended as of that day").isEqualTo("broken 0.00 RUB");
        pay("2", "500.00");
        pass(late);
        desk.reverse(paid, ANNA);
        pay("3", "1.00");
        assertThat(promises.endExpired(0, 10)).hasSize(1);
        assertThat(ended(late)).isEqualTo("kept 500.00 RUB");
        assertThat(promises.endExpired(0, 10)).isEmpty();
    }

    private String ended(Promise promise) {
        Promise ended = promises.find(promise.promiseId()).orElseThrow();
        assertThat(ended.endedAt()).isEqualTo(ended.expiresAt());
        return ended.stateWord() + " " + ended.paid();
    }

    @Test
    void a_payment_that_bounces_after_the_days_of_its_promise_leaves_it_kept_and_brings_no_credit_back() {
        owe("300.00");
        Promise promise = give("300.00");
        long payment = pay("1", "300.00");
        pass(promise);
        desk.reverse(payment, ANNA);
        assertThat(standing()).as("before the job").isEqualTo("-300.00 + 0.00 = -300.00");
        promises.endExpired(0, 10);
        assertThat(promises.find(promise.promiseId()).orElseThrow().stateWord()).isEqualTo("kept");
        assertThat(standing()).as("who blocks services sees the debt").isEqualTo("-300.00 + 0.00 = -300.00");
        Promise next = give("500.00");
        assertThat(standing()).isEqualTo("-300.00 + 500.00 = 200.00");
        assertThat(promises.find(next.promiseId()).orElseThrow().paid()).isEqualTo(rub("0.00"));
    }

    @Test
    void a_payment_that_bounces_after_its_promise_made_way_for_the_next_one_counts_for_neither() {
        Promise first = give("300.00");
        long payment = pay("1", "300.00");
        Promise next = give("500.00");
        assertThat(promises.find(first.promiseId()).orElseThrow().stateWord()).isEqualTo("kept");
        desk.reverse(payment, ANNA);
        assertThat(standing()).isEqualTo("0.00 + 500.00 = 500.00");
        assertThat(promises.find(first.promiseId()).orElseThrow().stateWord()).isEqualTo("kept");
        assertThat(promises.find(next.promiseId()).orElseThrow().paid()).isEqualTo(rub("0.00"));
    }

    private List<String> orders() {
        return jdbc.sql(
                        "select fee || ' ' || ordered_on || ' ' || sum(quantity) || ' orders' from fee_order group by fee, ordered_on")
                .query(String.class)
                .list();
    }

    @Test
    void of_many_who_ask_at_once_one_gets_it() throws Exception {
        ExecutorService asking = Executors.newFixedThreadPool(8);
        CyclicBarrier together = new CyclicBarrier(8);
        try {
            Callable<Boolean> ask = () -> {
                together.await();
                try {
                    give("100.00");
                    return true;
                } catch (PromiseRefused e) {
                    return false;
                }
            };
            int got = 0;
            for (Future<Boolean> each : asking.invokeAll(List.of(ask, ask, ask, ask, ask, ask, ask, ask))) {
                got += each.get() ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        } finally {
            asking.shutdownNow();
        }
        assertThat(promises.list(new Filter(null, null, null), 0, 10)).hasSize(1);
    }
}
