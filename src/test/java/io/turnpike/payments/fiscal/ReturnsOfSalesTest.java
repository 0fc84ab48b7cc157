package io.turnpike.payments.fiscal;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All returns of a payment together are never more than its receipt, whichever way its money goes out. */
class ReturnsOfSalesTest {
    @TempDir
    private static Path folder;

    private static FiscalProgram program;
    private static Refunds refunds;

    @BeforeAll
    static void start() {
        program = new FiscalProgram(folder);
        refunds = program.context.getBean(Refunds.class);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void empty() {
        program.begin();
    }

    private static Payout part(@Nullable String amount) {
        return new Payout(amount == null ? null : FiscalProgram.rub(amount), null, LedgerAccount.CASH, "", null, null);
    }

    private static long payOut(String account, @Nullable String amount) {
        return refunds.refundAccount("meridian", account, part(amount), FiscalProgram.ANNA);
    }

    private static long refund(long payment, @Nullable String amount) {
        return refunds.refund(payment, Refund.Kind.REFUND, part(amount), FiscalProgram.ANNA);
    }

    /** A payment system tells that it has given so much back. */
    private static long refunded(long payment, @Nullable String amount) {
        return refunds.refundDone(payment, part(amount), FiscalProgram.ANNA);
    }

    private static List<String> receipts() {
        return program.jdbc
                .sql("select operation || ' ' || amount_minor || ' (' || debt_minor || ') ' || state"
                        + " from fiscal_receipt order by receipt_id")
                .query(String.class)
                .list();
    }

    private static void makeAll() {
        for (int i = 0; i < 4; i++) {
            program.send();
            program.pass();
        }
    }

    @Test
    void what_was_paid_out_is_not_returned_again_by_a_refund_or_a_reversal() {
        long refunded = program.pay("1", "0001", "500.00");
        payOut("1", "500.00");
        refunded(refunded, null);
        assertThat(receipts()).containsExactly("sell 50000 (0) queued", "sell-refund 50000 (0) queued");
        long reversed = program.pay("3", "0002", "300.00");
        payOut("3", "200.00");
        program.desk.reverse(reversed, FiscalProgram.ANNA);
        assertThat(receipts().subList(2, 5))
                .containsExactly(
                        "sell 30000 (0) queued", "sell-refund 20000 (0) queued", "sell-refund 10000 (0) queued");
        FiscalReceipts.Filter all = new FiscalReceipts.Filter("meridian", null, null, null);
        assertThat(program.context.getBean(FiscalReceipts.class).queueMissing(all))
                .isZero();
    }

    @Test
    void a_refund_is_returned_as_far_as_a_payout_left_something_and_the_rest_when_that_is_taken_back() {
        long payment = program.pay("1", "0001", "500.00");
        long unsent = payOut("1", "300.00");
        refunded(payment, null);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) queued", "sell-refund 30000 (0) queued", "sell-refund 20000 (0) queued");
        refunds.takeBack(unsent, FiscalProgram.ANNA);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) queued", "sell-refund 20000 (0) queued", "sell-refund 30000 (0) queued");
        makeAll();
        assertThat(receipts()).hasSize(3).allMatch(receipt -> receipt.endsWith(" done"));
        assertThat(program.server.accepted).doesNotHaveDuplicates();
    }

    @Test
    void a_payout_that_the_register_has_made_is_made_good_and_the_refund_takes_its_place() {
        long payment = program.pay("1", "0001", "500.00");
        long sent = payOut("1", "300.00");
        makeAll();
        long refund = refunded(payment, null);
        makeAll();
        refunds.takeBack(sent, FiscalProgram.ANNA);
        makeAll();
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) done",
                        "sell-refund 30000 (0) done",
                        "sell-refund 20000 (0) done",
                        "sell 30000 (0) done",
                        "sell-refund 30000 (0) done");
        refunds.takeBack(refund, FiscalProgram.ANNA);
        makeAll();
        assertThat(receipts().subList(5, 7))
                .as("both parts of its return are made good")
                .containsExactlyInAnyOrder("sell 20000 (0) done", "sell 30000 (0) done");
        payOut("1", "500.00");
        assertThat(receipts()).last().isEqualTo("sell-refund 50000 (0) queued");
        assertThat(program.server.accepted).doesNotHaveDuplicates();
    }

    @Test
    void a_payment_taken_back_is_returned_when_the_payout_of_it_is_taken_back_too() {
        long payment = program.pay("1", "0001", "500.00");
        long paidOut = payOut("1", "500.00");
        program.desk.reverse(payment, FiscalProgram.ANNA);
        assertThat(receipts()).containsExactly("sell 50000 (0) queued", "sell-refund 50000 (0) queued");
        refunds.takeBack(paidOut, FiscalProgram.ANNA);
        assertThat(receipts()).containsExactly("sell 50000 (0) queued", "sell-refund 50000 (0) queued");
        assertThat(program.receipts()).last().isEqualTo(payment + " sell-refund queued");
    }

    @Test
    void a_payment_that_was_moved_is_not_returned_again_on_its_new_account() {
        long payment = program.pay("1", "0001", "500.00");
        payOut("1", "400.00");
        program.desk.move(payment, "3", FiscalProgram.ANNA);
        refund(payment, "500.00");
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) queued", "sell-refund 40000 (0) queued", "sell-refund 10000 (0) queued");
    }

    @Test
    void a_payout_waits_for_the_receipts_of_the_payments_it_gives_back() {
        program.pay("1", "0001", "500.00");
        payOut("1", "500.00");
        program.send();
        assertThat(program.server.accepted.stream().map(each -> each.split(" ", -1)[0]))
                .containsExactly("sell");
        program.pass();
        makeAll();
        assertThat(program.server.accepted.stream().map(each -> each.split(" ", -1)[0]))
                .containsExactly("sell", "sell_refund");
    }

    @Test
    void a_payout_gives_back_what_was_owed_last() {
        program.owe("3", "120.00");
        program.pay("3", "0001", "500.00");
        program.context
                .getBean(Journal.class)
                .reverse(program.number("select min(entry_id) from journal_entry"), LocalDate.of(2026, 11, 20));
        payOut("3", "400.00");
        payOut("3", null);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (12000) queued",
                        "sell-refund 40000 (2000) queued",
                        "sell-refund 10000 (10000) queued");
    }

    @Test
    void money_that_came_from_another_account_of_an_invoice_is_that_of_its_payment() {
        program.jdbc
                .sql(
                        "update account set invoice_per = 'customer', customer_id = (select customer_id from account where number = '3')"
                                + " where number in ('1', '3')")
                .update();
        program.owe("1", "400.00");
        long payment = program.pay("3", "0001", "500.00");
        program.context
                .getBean(Journal.class)
                .reverse(program.number("select min(entry_id) from journal_entry"), LocalDate.of(2026, 11, 20));
        payOut("1", "300.00");
        refunded(payment, null);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (40000) queued",
                        "sell-refund 30000 (20000) queued",
                        "sell-refund 20000 (20000) queued");
    }

    @Test
    void a_payout_queued_late_leaves_out_what_a_refund_has_returned_meanwhile() {
        long payment = program.pay("1", "0001", "500.00");
        payOut("1", "300.00");
        program.jdbc
                .sql("delete from fiscal_receipt where operation = 'sell-refund'")
                .update();
        refunded(payment, null);
        FiscalReceipts.Filter all = new FiscalReceipts.Filter("meridian", null, null, null);
        assertThat(program.context.getBean(FiscalReceipts.class).queueMissing(all))
                .isZero();
        assertThat(receipts()).containsExactly("sell 50000 (0) queued", "sell-refund 50000 (0) queued");
    }

    private static void atOnce(Callable<Long> first, Callable<Long> second) throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        CyclicBarrier together = new CyclicBarrier(2);
        List<Callable<Boolean>> asking = new ArrayList<>();
        for (Callable<Long> each : List.of(first, second)) {
            asking.add(() -> {
                together.await();
                try {
                    each.call();
                    return true;
                } catch (BadParameter e) {
                    return false;
                }
            });
        }
        try {
            for (Future<Boolean> each : both.invokeAll(asking)) {
                each.get();
            }
        } finally {
            both.shutdown();
        }
    }

    @Test
    void two_that_give_back_at_once_return_no_more_than_the_sale() throws Exception {
        for (int i = 0; i < 10; i++) {
            long payment = program.pay("1", "a" + i, "500.00");
            atOnce(() -> refund(payment, "300.00"), () -> refund(payment, "250.00"));
            long other = program.pay("3", "b" + i, "500.00");
            atOnce(() -> payOut("3", "400.00"), () -> refunded(other, "400.00"));
            long taken = program.pay("3", "c" + i, "500.00");
            long out = payOut("3", null);
            atOnce(
                    () -> {
                        refunds.takeBack(out, FiscalProgram.ANNA);
                        return out;
                    },
                    () -> refunded(taken, "400.00"));
            assertThat(beyond()).isEmpty();
        }
    }

    /** Payments of which less than nothing or more than their receipt is returned. */
    private static List<String> beyond() {
        return program.jdbc.sql("""
                        select s.payment_id || ': ' || sum(g.amount_minor) || ' of ' || s.amount_minor
                        from fiscal_receipt s
                        join fiscal_given_back g on g.payment_id = s.payment_id
                        where s.operation = 'sell'
                          and s.refund_id is null
                        group by s.payment_id, s.amount_minor, s.debt_minor
                        having sum(g.amount_minor) not between 0 and s.amount_minor
                          or sum(g.debt_minor) not between 0 and s.debt_minor
                        """).query(String.class).list();
    }

    /** What stands as given back and is not returned though the receipt of its payment would bear it. */
    private static List<Long> forgotten() {
        return program.context.getBean(ReceiptQueueMapper.class).withoutReturn(null, FiscalReceipts.Filter.ALL);
    }

    @Test
    void whatever_is_done_in_whatever_order_the_returns_of_a_payment_stay_within_its_sale() {
        for (int seed = 0; seed < 12; seed++) {
            program.begin();
            Random random = new Random(seed);
            List<Long> payments = new ArrayList<>();
            List<Long> given = new ArrayList<>();
            StringBuilder done = new StringBuilder("seed " + seed + ":");
            for (int step = 0; step < 25; step++) {
                if (payments.isEmpty() || random.nextInt(5) == 0) {
                    payments.add(program.pay(random.nextBoolean() ? "1" : "3", "r" + step, amount(random)));
                    done.append(" pay");
                    continue;
                }
                long payment = payments.get(random.nextInt(payments.size()));
                try {
                    done.append(' ').append(act(random, payment, given));
                } catch (BadParameter refused) {
                    done.append(" (refused)");
                }
                assertThat(beyond()).as(done.toString()).isEmpty();
                assertThat(forgotten()).as(done.toString()).isEmpty();
            }
            makeAll();
            makeAll();
            assertThat(program.number("select count(*) from fiscal_receipt where state <> 'done'"))
                    .as(done.toString())
                    .isZero();
            assertThat(program.server.accepted).doesNotHaveDuplicates();
        }
    }

    private static String amount(Random random) {
        return (1 + random.nextInt(5)) * 100 + ".00";
    }

    private static String act(Random random, long payment, List<Long> given) {
        String account = random.nextBoolean() ? "1" : "3";
        String amount = random.nextInt(3) == 0 ? null : amount(random);
        switch (random.nextInt(9)) {
            case 0 -> given.add(refund(payment, amount));
            case 1 -> given.add(refunded(payment, amount));
            case 2 -> given.add(refunds.refund(payment, Refund.Kind.CHARGEBACK, part(amount), FiscalProgram.ANNA));
            case 3, 4 -> given.add(payOut(account, amount));
            case 5, 6 -> {
                if (!given.isEmpty()) {
                    refunds.takeBack(given.get(random.nextInt(given.size())), FiscalProgram.ANNA);
                    return "take back";
                }
            }
            case 7 -> program.desk.move(payment, account, FiscalProgram.ANNA);
            default -> {
                if (random.nextInt(3) == 0) {
                    program.desk.reverse(payment, FiscalProgram.ANNA);
                    return "reverse";
                }
                makeAll();
                return "make";
            }
        }
        return "move or give back";
    }
}
