package io.turnpike.payments.fiscal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts of money that is given back: in parts, by mistake, and before the whole payment is taken back. */
class RefundReceiptsTest {
    @TempDir
    private static Path folder;

    private static FiscalProgram program;

    @BeforeAll
    static void start() {
        program = new FiscalProgram(folder);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void empty() {
        program.begin();
    }

    private static long refund(long payment, Refund.Kind kind, String amount, @Nullable LedgerAccount from) {
        Payout payout = new Payout(FiscalProgram.rub(amount), null, from, "", null, null);
        return program.context.getBean(Refunds.class).refund(payment, kind, payout, FiscalProgram.ANNA);
    }

    /** {@code operation amount (of which owed) paid-by state} of all receipts, amounts in kopecks. */
    private static List<String> receipts() {
        return program.jdbc
                .sql("select operation || ' ' || amount_minor || ' (' || debt_minor || ') ' || paid_by || ' ' || state"
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
    void each_part_given_back_has_a_receipt_and_the_rest_one_when_the_payment_is_taken_back() {
        long payment = program.pay("1", "0001", "500.00");
        refund(payment, Refund.Kind.REFUND, "200.00", null);
        refund(payment, Refund.Kind.REFUND, "100.00", LedgerAccount.BANK);
        program.desk.reverse(payment, FiscalProgram.ANNA);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) cash queued",
                        "sell-refund 20000 (0) cash queued",
                        "sell-refund 10000 (0) electronic queued",
                        "sell-refund 20000 (0) cash queued");
        makeAll();
        assertThat(receipts()).allMatch(receipt -> receipt.endsWith(" done"));
        assertThat(program.server.accepted.stream().map(each -> each.split(" ", -1)[0]))
                .containsExactly("sell", "sell_refund", "sell_refund", "sell_refund");
        assertThat(program.server.receipts.stream()
                        .map(each -> each.path("receipt").path("total").asString()))
                .containsExactly("500.0", "200.0", "100.0", "200.0");
    }

    @Test
    void what_was_not_owed_is_given_back_first() {
        program.owe("3", "120.00");
        long payment = program.pay("3", "0001", "500.00");
        refund(payment, Refund.Kind.REFUND, "400.00", null);
        refund(payment, Refund.Kind.REFUND, "100.00", null);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (12000) cash queued",
                        "sell-refund 40000 (2000) cash queued",
                        "sell-refund 10000 (10000) cash queued");
        program.desk.reverse(payment, FiscalProgram.ANNA);
        assertThat(receipts()).as("nothing is left to return").hasSize(3);
    }

    @Test
    void what_was_owed_is_returned_once_however_refunds_are_taken_back() {
        program.owe("3", "120.00");
        long payment = program.pay("3", "0001", "500.00");
        long mistaken = refund(payment, Refund.Kind.REFUND, "400.00", null);
        refund(payment, Refund.Kind.REFUND, "100.00", null);
        program.context.getBean(Refunds.class).takeBack(mistaken, FiscalProgram.ANNA);
        refund(payment, Refund.Kind.REFUND, "390.00", null);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (12000) cash queued",
                        "sell-refund 10000 (10000) cash queued",
                        "sell-refund 39000 (1000) cash queued");
        program.desk.reverse(payment, FiscalProgram.ANNA);
        assertThat(receipts()).last().isEqualTo("sell-refund 1000 (1000) cash queued");
    }

    @Test
    void a_return_that_the_register_refuses_after_all_is_forgotten_with_what_was_to_make_it_good() {
        long payment = program.pay("1", "0001", "500.00");
        makeAll();
        long refund = refund(payment, Refund.Kind.REFUND, "200.00", null);
        program.server.makes("fail");
        program.send();
        program.context.getBean(Refunds.class).takeBack(refund, FiscalProgram.ANNA);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) cash done", "sell-refund 20000 (0) cash sent", "sell 20000 (0) cash queued");
        program.server.makes("done");
        makeAll();
        assertThat(receipts()).containsExactly("sell 50000 (0) cash done");
    }

    @Test
    void a_refund_booked_by_mistake_has_no_receipt_or_one_that_makes_it_good() {
        long payment = program.pay("1", "0001", "500.00");
        long unsent = refund(payment, Refund.Kind.REFUND, "200.00", null);
        program.context.getBean(Refunds.class).takeBack(unsent, FiscalProgram.ANNA);
        assertThat(receipts()).containsExactly("sell 50000 (0) cash queued");
        long sent = refund(payment, Refund.Kind.REFUND, "300.00", null);
        makeAll();
        program.context.getBean(Refunds.class).takeBack(sent, FiscalProgram.ANNA);
        makeAll();
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) cash done", "sell-refund 30000 (0) cash done", "sell 30000 (0) cash done");
        program.desk.reverse(payment, FiscalProgram.ANNA);
        assertThat(receipts()).last().isEqualTo("sell-refund 50000 (0) cash queued");
    }

    @Test
    void a_refund_taken_back_after_its_payment_was_changes_nothing_at_the_register() {
        long payment = program.pay("1", "0001", "500.00");
        long refund = refund(payment, Refund.Kind.REFUND, "200.00", null);
        program.desk.reverse(payment, FiscalProgram.ANNA);
        program.context.getBean(Refunds.class).takeBack(refund, FiscalProgram.ANNA);
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) cash queued",
                        "sell-refund 20000 (0) cash queued",
                        "sell-refund 30000 (0) cash queued");
    }

    @Test
    void what_was_given_back_before_its_payment_had_a_receipt_is_queued_with_it_when_asked_for() {
        long payment = program.pay("1", "0001", "500.00");
        program.jdbc.sql("delete from fiscal_receipt").update();
        refund(payment, Refund.Kind.REFUND, "200.00", null);
        assertThat(receipts()).isEmpty();
        FiscalReceipts.Filter all = new FiscalReceipts.Filter("meridian", null, null, null);
        FiscalReceipts found = program.context.getBean(FiscalReceipts.class);
        assertThat(found.queueMissing(all)).isEqualTo(2);
        assertThat(found.queueMissing(all)).isZero();
        assertThat(receipts()).containsExactly("sell 50000 (0) cash queued", "sell-refund 20000 (0) cash queued");
    }

    private static long payOut(String account, String amount, LedgerAccount from) {
        return program.context
                .getBean(Refunds.class)
                .refundAccount(
                        "meridian",
                        account,
                        new Payout(FiscalProgram.rub(amount), null, from, "", null, null),
                        FiscalProgram.ANNA);
    }

    @Test
    void what_was_paid_ahead_and_is_paid_out_to_a_person_has_a_receipt_of_its_own() {
        program.pay("1", "0001", "500.00");
        program.pay("2", "0002", "500.00");
        payOut("2", "100.00", LedgerAccount.CASH);
        assertThat(receipts()).as("none of a company").containsExactly("sell 50000 (0) cash queued");
        long mistaken = payOut("1", "200.00", LedgerAccount.CASH);
        assertThat(receipts()).last().isEqualTo("sell-refund 20000 (0) cash queued");
        program.context.getBean(Refunds.class).takeBack(mistaken, FiscalProgram.ANNA);
        assertThat(receipts()).containsExactly("sell 50000 (0) cash queued");
        long sent = payOut("1", "300.00", LedgerAccount.CASH);
        makeAll();
        program.context.getBean(Refunds.class).takeBack(sent, FiscalProgram.ANNA);
        makeAll();
        assertThat(receipts())
                .containsExactly(
                        "sell 50000 (0) cash done", "sell-refund 30000 (0) cash done", "sell 30000 (0) cash done");
        FiscalReceipts found = program.context.getBean(FiscalReceipts.class);
        FiscalReceipts.Filter all = new FiscalReceipts.Filter("meridian", null, null, null);
        assertThat(found.list(all, 0, 10))
                .extracting(FiscalReceipt::of, FiscalReceipt::source, FiscalReceipt::accountNumber)
                .contains(tuple("refund " + sent, "payout", "1"));
        payOut("1", "10.00", LedgerAccount.CASH);
        program.jdbc.sql("delete from fiscal_receipt where amount_minor = 1000").update();
        assertThat(found.queueMissing(all)).isEqualTo(1);
        assertThat(found.queueMissing(all)).isZero();
        assertThat(receipts()).last().isEqualTo("sell-refund 1000 (0) cash queued");
    }

    @Test
    void what_a_bank_took_and_what_has_no_receipt_has_no_return() {
        long charged = program.pay("1", "0001", "500.00");
        refund(charged, Refund.Kind.CHARGEBACK, "200.00", LedgerAccount.BANK);
        long ofCompany = program.pay("2", "0002", "500.00");
        refund(ofCompany, Refund.Kind.REFUND, "200.00", null);
        assertThat(receipts()).containsExactly("sell 50000 (0) cash queued");
    }
}
