package io.turnpike.payments.fiscal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.fiscal.AtolServer.Trouble;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Receipts from a payment at the desk to the fiscal document, over real HTTP and with everything that goes wrong on the way. */
class FiscalReceiptsTest {
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

    private static List<String> lines(SendingPass pass) {
        return pass.lines();
    }

    @Test
    void a_payment_of_a_person_becomes_a_fiscal_document() {
        long payment = program.pay("1", "0001", "500.00");
        assertThat(program.receipts()).containsExactly(payment + " sell queued");
        assertThat(lines(program.send())).containsExactly("receipts: 1 sent, 0 done, 0 failed, 0 given up");
        assertThat(program.receipts()).containsExactly(payment + " sell sent");
        program.pass();
        assertThat(lines(program.send())).containsExactly("receipts: 0 sent, 1 done, 0 failed, 0 given up");
        FiscalReceipt made =
                program.context.getBean(FiscalReceipts.class).ofPayment(payment).get(0);
        assertThat(made.fnNumber()).isEqualTo("9999078900006369");
        assertThat(made.fiscalDocumentNumber()).isEqualTo("133");
        assertThat(made.fiscalDocumentAttribute()).isEqualTo("3449555941");
        assertThat(made.fiscalReceiptNumber()).isEqualTo("6");
        assertThat(made.shiftNumber()).isEqualTo("23");
        assertThat(made.receiptDatetime()).isEqualTo("30.11.2026 20:16:00");
        assertThat(made.ofdReceiptUrl()).isEqualTo("https://consumer.example/133");
        program.pass();
        program.send();
        assertThat(program.server.requests)
                .as("what is done is left alone")
                .containsExactly(
                        "POST /getToken", "POST /meridian-1/sell", "GET /meridian-1/report/uuid-" + uuid(made));
    }

    private static String uuid(FiscalReceipt receipt) {
        return String.valueOf(receipt.uuid()).substring("uuid-".length());
    }

    @Test
    void what_is_sent_is_what_the_format_asks_for() {
        program.pay("1", "0001", "500.00");
        program.send();
        JsonNode receipt = program.server.receipts.get(0).path("receipt");
        assertThat(receipt.path("client")).hasToString("{\"email\":\"snow@example.org\"}");
        assertThat(receipt.path("company"))
                .hasToString("{\"email\":\"receipts@meridian.example\",\"sno\":\"osn\",\"inn\":\"7705001239\","
                        + "\"payment_address\":\"https://meridian.example\"}");
        // 500.00 x 22 / 122 = 90.1639
        assertThat(receipt.path("items"))
                .hasToString("[{\"name\":\"Услуги связи, лицевой счёт 1\",\"price\":500.0,\"quantity\":1,\"measure\":0,"
                        + "\"sum\":500.0,\"payment_method\":\"advance\",\"payment_object\":10,"
                        + "\"vat\":{\"type\":\"vat122\",\"sum\":90.16}}]");
        assertThat(receipt.path("payments")).hasToString("[{\"type\":0,\"sum\":500.0}]");
        assertThat(receipt.path("total")).hasToString("500.0");
    }

    @Test
    void so_much_as_was_owed_is_paid_for_what_was_rendered() {
        program.owe("3", "120.00");
        program.pay("3", "0001", "100.00");
        program.pay("3", "0002", "50.00");
        program.pay("3", "0003", "10.00");
        program.send();
        assertThat(program.server.receipts.stream()
                        .map(each -> each.path("receipt").path("client") + " "
                                + each.path("receipt")
                                        .path("items")
                                        .valueStream()
                                        .map(item -> item.path("payment_method").asString("") + " " + item.path("sum")
                                                + " " + item.path("vat"))
                                        .toList()))
                .containsExactlyInAnyOrder(
                        "{\"phone\":\"+79161234567\"} [full_payment 100.0 {\"type\":\"vat22\",\"sum\":18.03}]",
                        "{\"phone\":\"+79161234567\"} [full_payment 20.0 {\"type\":\"vat22\",\"sum\":3.61},"
                                + " advance 30.0 {\"type\":\"vat122\",\"sum\":5.41}]",
                        "{\"phone\":\"+79161234567\"} [advance 10.0 {\"type\":\"vat122\",\"sum\":1.8}]");
    }

    @Test
    void what_was_owed_is_that_of_all_accounts_of_one_invoice() {
        program.jdbc
                .sql(
                        "update account set invoice_per = 'customer', customer_id = (select customer_id from account where number = '3')"
                                + " where number in ('1', '3')")
                .update();
        program.owe("3", "70.00");
        program.owe("1", "50.00");
        long first = program.pay("3", "0001", "100.00");
        long second = program.pay("1", "0002", "50.00");
        assertThat(program.jdbc
                        .sql("select payment_id || ' ' || debt_minor from fiscal_receipt order by payment_id")
                        .query(String.class)
                        .list())
                .containsExactly(first + " 10000", second + " 2000");
        program.jdbc.sql("delete from fiscal_receipt").update();
        program.context
                .getBean(FiscalReceipts.class)
                .queueMissing(new FiscalReceipts.Filter("meridian", null, null, null));
        assertThat(program.jdbc
                        .sql("select payment_id || ' ' || debt_minor from fiscal_receipt order by payment_id")
                        .query(String.class)
                        .list())
                .as("as what closes debts says")
                .containsExactly(first + " 10000", second + " 2000");
    }

    @Test
    void companies_other_channels_and_earlier_days_get_none() {
        program.pay("2", "0001", "500.00");
        program.pay("1", "0002", "500.00", LocalDate.of(2026, 11, 20), LedgerAccount.BANK);
        program.pay("1", "0003", "500.00", LocalDate.of(2026, 10, 31), LedgerAccount.CASH);
        assertThat(program.receipts()).isEmpty();
        program.pay("1", "0004", "500.00", LocalDate.of(2026, 11, 1), LedgerAccount.CASH);
        assertThat(program.receipts()).hasSize(1);
    }

    @Test
    void a_payment_that_is_not_booked_leaves_no_receipt() {
        program.transaction.executeWithoutResult(status -> {
            program.pay("1", "0001", "500.00");
            assertThat(program.receipts()).hasSize(1);
            status.setRollbackOnly();
        });
        assertThat(program.receipts()).isEmpty();
        long again = program.pay("1", "0001", "500.00");
        assertThat(program.pay("1", "0001", "500.00")).as("the same twice").isEqualTo(again);
        assertThat(program.receipts()).containsExactly(again + " sell queued");
    }

    @Test
    void a_payment_taken_back_gets_a_receipt_of_its_return_after_its_own() {
        long payment = program.pay("1", "0001", "500.00");
        program.desk.reverse(payment, FiscalProgram.ANNA);
        assertThat(program.receipts()).containsExactly(payment + " sell queued", payment + " sell-refund queued");
        program.send();
        program.send();
        assertThat(program.server.accepted).as("its own is not made yet").hasSize(1);
        program.pass();
        program.send();
        program.send();
        program.pass();
        program.send();
        assertThat(program.receipts()).containsExactly(payment + " sell done", payment + " sell-refund done");
        assertThat(program.server.accepted.stream().map(each -> each.split(" ", -1)[0]))
                .containsExactly("sell", "sell_refund");
        JsonNode first = program.server.receipts.get(0).path("receipt");
        assertThat(program.server.receipts.get(1).path("receipt")).isEqualTo(first);
        assertThatThrownBy(() -> program.desk.reverse(payment, FiscalProgram.ANNA))
                .isInstanceOf(BadParameter.class);
        assertThat(program.receipts()).hasSize(2);
    }

    @Test
    void a_crash_between_sending_and_writing_it_down_makes_no_second_receipt() {
        long payment = program.pay("1", "0001", "500.00");
        SendingPass dying = program.sender.begin();
        program.transaction.executeWithoutResult(status -> program.sender.step(dying));
        program.transaction.executeWithoutResult(status -> {
            program.sender.step(dying);
            status.setRollbackOnly();
        });
        assertThat(program.server.accepted).hasSize(1);
        assertThat(program.receipts()).containsExactly(payment + " sell queued");
        program.send();
        program.pass();
        program.send();
        assertThat(program.receipts()).containsExactly(payment + " sell done");
        assertThat(program.server.accepted).hasSize(1);
    }

    @Test
    void an_answer_that_never_comes_makes_no_second_receipt_and_rests_the_register() {
        long first = program.pay("1", "0001", "500.00");
        long second = program.pay("1", "0002", "100.00");
        program.server.next(Trouble.ACCEPTED_AND_SILENT);
        SendingPass pass = program.send();
        assertThat(pass.isClean()).isFalse();
        assertThat(lines(pass).get(1)).startsWith("atol is tried later: ");
        assertThat(program.server.accepted).as("the other one is not tried").hasSize(1);
        program.pass();
        program.send();
        program.pass();
        program.send();
        assertThat(program.receipts()).containsExactly(first + " sell done", second + " sell done");
        assertThat(program.server.accepted).hasSize(2);
    }

    @Test
    void a_token_that_expired_is_got_anew_and_a_wrong_password_fails_no_receipt() {
        program.pay("1", "0001", "500.00");
        program.send();
        int before = program.server.tokensGiven();
        program.server.expireTokens();
        program.pass();
        assertThat(lines(program.send())).containsExactly("receipts: 0 sent, 1 done, 0 failed, 0 given up");
        assertThat(program.server.tokensGiven()).isEqualTo(before + 1);

        long payment = program.pay("1", "0002", "500.00");
        program.server.expireTokens();
        program.server.letIn("another password");
        assertThat(lines(program.send()).get(1)).contains("it gives no token: error 12 (system): Неверный логин");
        assertThat(program.receipts()).contains(payment + " sell queued");
        program.server.letIn(AtolServer.PASSWORD);
        program.send();
        assertThat(program.receipts()).as("not before its time").contains(payment + " sell queued");
        program.pass();
        program.send();
        assertThat(program.receipts()).contains(payment + " sell sent");
    }

    @Test
    void tries_are_further_and_further_apart_and_come_to_an_end() {
        long payment = program.pay("1", "0001", "500.00");
        long lastWait = 0;
        for (int tries = 1; tries <= 3; tries++) {
            program.server.next(Trouble.BAD_GATEWAY);
            program.send();
            long wait = program.number("select extract(epoch from next_at - now())::bigint from fiscal_receipt");
            assertThat(wait).as("after %d tries", tries).isBetween(lastWait * 2 - 5, 60L * (1L << (tries - 1)));
            lastWait = wait;
            program.pass();
        }
        assertThat(lastWait).isBetween(220L, 240L);
        assertThat(program.said()).isEqualTo("HTTP 502: <html>bad gateway</html>");
        program.server.next(Trouble.UNKNOWN_ERROR);
        program.jdbc.sql("update fiscal_receipt set give_up_at = now()").update();
        assertThat(lines(program.send())).containsExactly("receipts: 0 sent, 0 done, 0 failed, 1 given up");
        program.pass();
        program.send();
        assertThat(program.receipts()).containsExactly(payment + " sell given-up");
        program.context.getBean(FiscalReceipts.class).retry(1);
        program.send();
        assertThat(program.receipts()).containsExactly(payment + " sell sent");
    }

    @Test
    void what_the_register_refuses_waits_for_a_person_and_is_made_anew() {
        FiscalReceipts receipts = program.context.getBean(FiscalReceipts.class);
        long payment = program.pay("1", "0001", "500.00");
        program.server.makes("fail");
        program.send();
        program.pass();
        assertThat(lines(program.send())).containsExactly("receipts: 0 sent, 0 done, 1 failed, 0 given up");
        assertThat(program.said()).isEqualTo("error -3897 (driver): Чек аннулирован");
        program.pass();
        program.send();
        assertThat(program.receipts()).containsExactly(payment + " sell failed");
        program.server.makes("done");
        receipts.retry(1);
        program.server.next(Trouble.REFUSED);
        program.send();
        assertThat(program.said()).startsWith("error 32 (system): ");
        receipts.retry(1);
        program.send();
        program.pass();
        program.send();
        assertThat(program.receipts()).containsExactly(payment + " sell done");
        assertThat(new HashSet<>(program.server.accepted)).hasSize(2);
        assertThatThrownBy(() -> receipts.retry(1))
                .hasMessage("receipt 1 is done: tried again is what failed or was given up");
    }

    @Test
    void what_is_accepted_and_not_made_is_asked_for_again() {
        program.pay("1", "0001", "500.00");
        program.server.makes("wait");
        program.send();
        program.pass();
        program.send();
        assertThat(program.number("select tries from fiscal_receipt where state = 'sent'"))
                .isEqualTo(1);
        program.server.makeAll();
        program.pass();
        program.send();
        assertThat(program.number("select count(*) from fiscal_receipt where state = 'done'"))
                .isEqualTo(1);
    }

    @Test
    void several_that_send_at_once_send_each_receipt_once() throws Exception {
        for (int i = 0; i < 40; i++) {
            program.pay("1", "r" + i, "10.00");
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<SendingPass> work = program.sender::sendAll;
            for (Future<SendingPass> each : threads.invokeAll(List.of(work, work, work, work))) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(program.server.accepted).hasSize(40);
        assertThat(program.server.requests.stream().filter("POST /meridian-1/sell"::equals))
                .hasSize(40);
        assertThat(program.number("select count(*) from fiscal_receipt where state = 'sent'"))
                .isEqualTo(40);
    }

    @Test
    void several_whose_token_is_refused_at_once_get_one_new_token() throws Exception {
        OnlineRegister register = program.context.getBean(Registers.class).of("atol");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                int before = program.server.tokensGiven();
                program.server.expireTokens();
                CyclicBarrier together = new CyclicBarrier(4);
                Callable<Answer> work = () -> {
                    together.await();
                    return register.report("unknown");
                };
                for (Future<Answer> each : threads.invokeAll(List.of(work, work, work, work))) {
                    assertThat(each.get()).isInstanceOf(Answer.Refused.class);
                }
                assertThat(program.server.tokensGiven()).isEqualTo(before + 1);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void what_should_have_one_and_has_none_is_queued_when_asked_for() {
        long payment = program.pay("1", "0001", "500.00");
        long bounced = program.pay("1", "0002", "500.00");
        program.desk.reverse(bounced, FiscalProgram.ANNA);
        program.pay("2", "0003", "500.00");
        program.jdbc.sql("delete from fiscal_receipt").update();
        FiscalReceipts.Filter all = new FiscalReceipts.Filter("meridian", null, null, null);
        assertThat(program.context.getBean(FiscalReceipts.class).queueMissing(all))
                .isEqualTo(1);
        assertThat(program.context.getBean(FiscalReceipts.class).queueMissing(all))
                .isZero();
        assertThat(program.receipts()).containsExactly(payment + " sell queued");
    }
}
