package io.turnpike.ops;

import static io.turnpike.ops.ServedProgram.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.Emptying;
import io.turnpike.payments.PaymentDesk;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals against the running program: what is booked, what is answered, and that the two never differ. */
class TerminalProtocolTest {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final int PARALLEL = 15;

    @TempDir
    private static Path folder;

    private static ServedProgram program;

    private long account;

    @BeforeAll
    static void serve() {
        program = new ServedProgram(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void empty() {
        Emptying.tables(program.jdbc, """
                payment, payment_act, payment_answer, payment_forbidden, payment_refusal, payment_allocation, journal_entry,
                  posting, account_balance, closed_period, operator restart identity cascade
                """);
        program.jdbc.sql("alter sequence payment_seq restart").update();
        program.given.operator("meridian", "Europe/Moscow", "RUB");
        program.given.operator("other", "Europe/Moscow", "RUB");
        account = program.given.account("meridian", "100200", "person");
        program.given.account("other", "555", "person");
    }

    private static String pay(String id, String account, String sum) {
        String now = ZonedDateTime.now(MOSCOW).format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss"));
        return text(program.terminals(
                "command=pay&txn_id=" + id + "&txn_date=" + now + "&account=" + account + "&sum=" + sum));
    }

    private static long owed(long account) {
        return program.number(
                "select coalesce(sum(balance_minor), 0) from account_balance where account_id = " + account);
    }

    private static long clearing() {
        return program.number("select coalesce(sum(p.amount_minor), 0) from posting p join ledger_account a using"
                + " (ledger_account_id) where a.code = 'clearing:terminals'");
    }

    private static List<String> refusals() {
        return program.jdbc
                .sql("select command || ' ' || transaction || ' ' || result || ' x' || times from payment_refusal"
                        + " order by refusal_id")
                .query(String.class)
                .list();
    }

    @Test
    void a_payment_is_booked_once_and_a_repetition_gets_the_same_bytes() {
        String first = pay("1", "100200", "500.00");
        assertThat(first)
                .isEqualTo("<?xml version=\"1.0\""
                        + " encoding=\"UTF-8\"?><response><osmp_txn_id>1</osmp_txn_id><prv_txn>1</prv_txn>"
                        + "<sum>500.00</sum><result>0</result><comment>ok</comment></response>");
        assertThat(pay("1", "100200", "500.00")).isEqualTo(first);
        assertThat(owed(account)).isEqualTo(-500_00);
        assertThat(clearing()).isEqualTo(500_00);
        // 2 % of 500.00, kept for the reconciliation: the customer has all of it
        assertThat(program.number("select commission_minor from payment")).isEqualTo(10_00);
        assertThat(program.number("select count(*) from payment")).isEqualTo(1);
    }

    @Test
    void another_sum_or_account_under_a_known_id_is_refused_and_can_be_seen() {
        pay("1", "100200", "500.00");
        assertThat(pay("1", "100200", "500.01"))
                .contains("<result>300</result>")
                .doesNotContain("prv_txn");
        assertThat(pay("1", "100200", "500.01")).contains("<result>300</result>");
        assertThat(pay("1", "100201", "500.00")).contains("<result>300</result>");
        assertThat(refusals()).containsExactly("pay 1 differs x2", "pay 1 differs x1");
        assertThat(owed(account)).isEqualTo(-500_00);
    }

    @Test
    void fifteen_at_once_book_one_payment_and_all_get_its_answer() throws Exception {
        for (int round = 1; round <= 5; round++) {
            String id = "70" + round;
            List<String> answers = atOnce(() -> pay(id, "100200", "33.33"));
            assertThat(answers).hasSize(PARALLEL).containsOnly(answers.get(0));
            assertThat(answers.get(0)).contains("<result>0</result>");
            assertThat(program.number("select count(*) from payment")).isEqualTo(round);
            assertThat(owed(account)).isEqualTo(-33_33L * round);
        }
    }

    @Test
    void fifteen_different_ones_at_once_are_all_booked_and_the_books_balance() throws Exception {
        List<Callable<String>> storm = new ArrayList<>();
        for (int i = 0; i < PARALLEL * 4; i++) {
            String id = String.valueOf(1000 + i / 2); // each twice
            storm.add(() -> pay(id, "100200", "10.01"));
        }
        List<String> answers = all(storm);
        assertThat(answers).allMatch(answer -> answer.contains("<result>0</result>"));
        assertThat(answers.stream().collect(Collectors.groupingBy(answer -> answer, Collectors.counting())))
                .hasSize(30)
                .allSatisfy((answer, times) -> assertThat(times).isEqualTo(2));
        assertThat(owed(account)).isEqualTo(-30 * 10_01);
        assertThat(clearing()).isEqualTo(30 * 10_01);
        assertThat(program.number("select sum(amount_minor) from posting")).isZero();
    }

    @Test
    void paying_and_cancelling_at_once_ends_in_one_of_two_states_and_never_between() throws Exception {
        for (int round = 1; round <= 10; round++) {
            String id = "80" + round;
            List<String> answers = all(List.of(
                    () -> pay(id, "100200", "77.00"),
                    () -> text(program.terminals("command=cancel&txn_id=" + id)),
                    () -> pay(id, "100200", "77.00"),
                    () -> text(program.terminals("command=cancel&txn_id=" + id))));
            text(program.terminals("command=cancel&txn_id=" + id));
            assertThat(owed(account)).as("round " + round + " " + answers).isZero();
            assertThat(clearing()).isZero();
            assertThat(pay(id, "100200", "77.00")).contains("<result>7</result>");
            assertThat(program.number("select count(*) from journal_entry e where reverses is not null"))
                    .isEqualTo(program.number("select count(*) from payment"));
        }
    }

    @Test
    void a_cancellation_reverses_once_and_is_answered_the_same_again() {
        pay("1", "100200", "500.00");
        String cancelled = text(program.terminals("command=cancel&txn_id=1&sum=500.00"));
        assertThat(cancelled).contains("<result>0</result><status>cancelled</status>");
        assertThat(text(program.terminals("command=cancel&txn_id=1&sum=500.00")))
                .isEqualTo(cancelled);
        assertThat(text(program.terminals("command=cancel&txn_id=99&cancel_txn_id=1")))
                .isEqualTo(cancelled);
        assertThat(owed(account)).isZero();
        assertThat(program.number("select count(*) from journal_entry")).isEqualTo(2);
        assertThat(text(program.terminals("command=status&txn_id=1"))).contains("<result>7</result><status>cancelled");
        assertThat(pay("1", "100200", "500.00"))
                .contains("<result>7</result><comment>the transaction was cancelled and is not booked again</comment>");
        // whatever it asks for now
        assertThat(pay("1", "100200", "600.00")).contains("<result>7</result>");
        assertThat(owed(account)).isZero();
    }

    @Test
    void a_cancellation_that_overtakes_its_payment_keeps_it_from_ever_being_booked() {
        assertThat(text(program.terminals("command=cancel&txn_id=1"))).contains("<comment>no such transaction");
        assertThat(pay("1", "100200", "500.00")).contains("<result>7</result><comment>the transaction was cancelled");
        assertThat(text(program.terminals("command=status&txn_id=1"))).contains("<result>7</result>");
        assertThat(program.number("select count(*) from payment")).isZero();
        assertThat(refusals()).containsExactly("cancel 1 no-transaction x1", "pay 1 cancelled x1");
    }

    @Test
    void what_a_person_moved_is_cancelled_where_it_stands_and_what_a_person_reversed_is_not_reversed_again() {
        long second = program.given.account("meridian", "100201", "person");
        PaymentDesk desk = program.context.getBean(PaymentDesk.class);
        PaymentDesk.Signed anna = new PaymentDesk.Signed("anna", "a test");
        pay("1", "100200", "500.00");
        desk.move(1, "100201", anna);
        assertThat(owed(second)).isEqualTo(-500_00);
        assertThat(text(program.terminals("command=cancel&txn_id=1"))).contains("<result>0</result>");
        pay("2", "100200", "40.00");
        desk.reverse(2, anna);
        assertThat(text(program.terminals("command=cancel&txn_id=2"))).contains("<result>0</result>");
        assertThat(List.of(owed(account), owed(second), clearing())).containsExactly(0L, 0L, 0L);
    }

    @Test
    void codes_say_what_is_wrong() {
        program.jdbc
                .sql("insert into service_status (service_id, valid_from, status) values (?, date '2026-02-01',"
                        + " 'terminated')")
                .param(program.given.account("meridian", "100300", "person"))
                .update();
        assertThat(pay("1", "100300", "500.00")).contains("<result>79</result>");
        assertThat(pay("1", "999", "500.00")).contains("<result>5</result>");
        assertThat(pay("1", "555", "500.00")).as("of another operator").contains("<result>5</result>");
        assertThat(pay("1", "1002OO", "500.00")).contains("<result>4</result>");
        assertThat(pay("1", "100200", "9.99")).contains("<result>241</result>");
        assertThat(pay("1", "100200", "15000.01")).contains("<result>242</result>");
        assertThat(pay("1", "100200", "500,00")).contains("<result>300</result>");
        assertThat(pay("1", "100200", "500.00&ccy=USD")).contains("<result>7</result>");
        assertThat(pay("1", "100200", "500.00&ccy=RUB")).contains("<result>0</result>");
        assertThat(text(program.terminals("command=check&txn_id=1&account=100200")))
                .contains("<field1 name=\"name\">C*** 1***</field1>")
                .doesNotContain("balance");
        assertThat(program.number("select count(*) from payment")).isEqualTo(1);
    }

    @Test
    void a_termination_that_was_cancelled_closes_no_account() {
        program.jdbc
                .sql("insert into service_status (service_id, valid_from, status, cancelled)"
                        + " values (?, date '2026-02-01', 'terminated', 'yes')")
                .param(program.given.account("meridian", "100300", "person"))
                .update();
        assertThat(pay("1", "100300", "500.00")).contains("<result>0</result>");
    }

    @Test
    void the_operators_currency_changed_under_a_system_is_a_technical_refusal() {
        program.jdbc
                .sql("update operator set currency = 'USD' where code = 'meridian'")
                .update();
        assertThat(pay("1", "100200", "500.00")).contains("<result>8</result>");
        assertThat(refusals()).containsExactly("pay 1 technical x1");
    }

    @Test
    void a_payment_for_a_closed_day_is_booked_on_the_first_open_one() {
        LocalDate today = LocalDate.now(MOSCOW);
        program.jdbc
                .sql("insert into closed_period values (?, ?, ?, now(), 'anna')")
                .params(program.number("select id from operator where code = 'meridian'"), today.minusDays(30), today)
                .update();
        String yesterday = today.minusDays(1).format(DateTimeFormatter.ofPattern("yyyyMMdd")) + "120000";
        assertThat(text(program.terminals("command=pay&txn_id=1&txn_date=" + yesterday + "&account=100200&sum=500.00")))
                .contains("<result>0</result>");
        assertThat(program.jdbc
                        .sql("select accounting_date from journal_entry")
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(today);
        assertThat(program.jdbc
                        .sql("select paid_on from payment")
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(today.minusDays(1));
    }

    @Test
    void who_hung_up_before_the_answer_gets_it_when_he_asks_again() throws Exception {
        String query = "command=pay&txn_id=5&account=100200&sum=61.00";
        try (Socket socket = new Socket("127.0.0.1", program.port())) {
            socket.getOutputStream()
                    .write(("GET /pay/terminals?" + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                                    + ServedProgram.basic(ServedProgram.PASSWORD) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.setSoLinger(true, 0);
        }
        String status = "";
        for (int i = 0; i < 100 && !status.contains("<result>0</result>"); i++) {
            status = text(program.terminals("command=status&txn_id=5"));
        }
        byte[] stored = program.jdbc
                .sql("select answer from payment_answer")
                .query(byte[].class)
                .single();
        assertThat(program.terminals(query).body()).isEqualTo(stored);
        assertThat(owed(account)).isEqualTo(-61_00);
    }

    private static List<String> atOnce(Callable<String> request) throws Exception {
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            all.add(request);
        }
        return all(all);
    }

    private static List<String> all(List<Callable<String>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<String>> futures = new ArrayList<>();
            for (Callable<String> request : requests) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            start.countDown();
            List<String> answers = new ArrayList<>();
            for (Future<String> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nobody_gets_in_without_credentials_and_bad_input_is_answered_and_books_nothing() throws IOException {
        String ask = "/pay/terminals?command=pay&txn_id=1&account=100200&sum=500.00";
        assertThat(program.send(program.to(ask)).statusCode()).isEqualTo(401);
        assertThat(program.send(program.to(ask).header("Authorization", ServedProgram.basic("wrong password")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.send(program.to(ask).header("Authorization", "Basic %%%"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.send(program.to(ask).header("X-Forwarded-For", "203.0.113.7"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.send(program.to("/pay/reference?command=check&account=100200"))
                        .statusCode())
                .as("without its secret a system is not served")
                .isEqualTo(503);
        assertThat(program.send(program.to("/pay/nobody")).statusCode()).isEqualTo(404);
        assertThat(program.send(program.to("/pay/terminals/../terminals")).statusCode())
                .isNotEqualTo(200);
        assertThat(pay("1", "100200", "500.00&sum=1.00")).contains("<result>300</result>");
        assertThat(pay("1", "100200%00", "500.00")).contains("<result>300</result>");
        assertThat(pay("1", "%C8%E2", "500.00"))
                .as("windows-1251 where UTF-8 is spoken")
                .contains("<result>300</result>");
        assertThat(pay("1%27%3B--", "100200", "500.00")).contains("<result>300</result>");
        assertThat(program.number("select count(*) from payment")).isZero();
    }

    @Test
    void bodies_that_are_too_large_or_no_forms_are_refused() {
        assertThat(post("application/x-www-form-urlencoded", "a=" + "x".repeat(70_000))
                        .statusCode())
                .isEqualTo(413);
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><b>&b;</b>";
        assertThat(text(post("text/xml", bomb))).contains("<result>300</result>");
        assertThat(text(post("application/x-www-form-urlencoded", "a=1&".repeat(60))))
                .contains("<result>300</result>");
        assertThat(text(post(
                        "application/x-www-form-urlencoded; charset=windows-1251",
                        "command=pay&txn_id=9&account=100200&sum=500.00")))
                .contains("<result>0</result>");
        assertThat(program.send(program.to("/pay/terminals")
                                .header("Authorization", ServedProgram.basic(ServedProgram.PASSWORD))
                                .method("DELETE", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    private static HttpResponse<byte[]> post(String type, String body) {
        return program.send(program.to("/pay/terminals")
                .header("Authorization", ServedProgram.basic(ServedProgram.PASSWORD))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void health_says_that_it_is_well_and_no_names() {
        HttpResponse<byte[]> health = program.send(program.to("/health"));
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(text(health)).contains("\"status\":\"up\"").doesNotContain("terminals");
    }
}
