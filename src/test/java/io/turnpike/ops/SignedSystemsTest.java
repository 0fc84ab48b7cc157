package io.turnpike.ops;

import static io.turnpike.ops.ServedProgram.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.EmbeddedPostgres;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank and an acquirer, who sign; and a database that goes away. */
class SignedSystemsTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final Charset CP1251 = Charset.forName("windows-1251");

    /** Notices that come together; three payments, or two keys, have the same number of them. */
    private static final int AT_ONCE = 12;

    @TempDir
    private Path folder;

    private static String hmac(String secret, byte[] signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(signed));
    }

    private static HttpRequest.Builder notice(ServedProgram program, Instant at, String body) throws Exception {
        String time = String.valueOf(at.getEpochSecond());
        String hash = hmac(ServedProgram.CARDS_SECRET, (time + "." + body).getBytes(StandardCharsets.UTF_8));
        return program.to("/pay/cards")
                .header("Content-Type", "application/json")
                .header("X-Signature", "t=" + time + ",v1=" + hash)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static void operator(ServedProgram program) {
        program.given.operator("meridian", "Europe/Moscow", "RUB");
        program.given.account("meridian", "100200", "person");
    }

    @Test
    void a_banks_request_is_believed_by_its_signature_and_answered_in_its_character_set() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            program.jdbc.sql("update customer set name = 'Петрова Анна'").update();
            String sign = hmac(ServedProgram.BANK_SECRET, "check||100200|".getBytes(StandardCharsets.UTF_8));
            HttpResponse<byte[]> answer =
                    program.send(program.to("/pay/bank?ACTION=check&ACCOUNT=100200&SIGN=" + sign));
            assertThat(new String(answer.body(), CP1251))
                    .startsWith("<?xml version=\"1.0\" encoding=\"windows-1251\"?>")
                    .contains("<FIO>П*** А***</FIO>");
            String pay = "ACTION=payment&PAY_ID=a1&ACCOUNT=100200&AMOUNT=10.00";
            String right = hmac(ServedProgram.BANK_SECRET, "payment|a1|100200|10.00".getBytes(StandardCharsets.UTF_8));
            assertThat(program.send(program.to("/pay/bank?" + pay)).statusCode())
                    .isEqualTo(403);
            assertThat(program.send(program.to("/pay/bank?" + pay.replace("10.00", "99.00") + "&SIGN=" + right))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(text(program.send(program.to("/pay/bank?" + pay + "&SIGN=" + right))))
                    .contains("<CODE>0</CODE>");
            assertThat(program.number("select sum(amount_minor) from payment")).isEqualTo(10_00);
        }
    }

    @Test
    void a_card_payment_and_its_refund_get_receipts_and_a_payment_at_a_terminal_gets_none() throws Exception {
        Path register = Files.createDirectories(folder.resolve("cash-registers/reference"))
                .resolve("register.yaml");
        Files.writeString(
                register,
                Files.readString(HOME.resolve("cash-registers/reference/register.yaml"))
                        .replace("from: 2040-01-01", "from: 2026-01-01"));
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            String paid = "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-1\",\"account\":\"100200\","
                    + "\"amount\":\"500.00\",\"currency\":\"RUB\"}}";
            for (String body : List.of(paid, paid, paid.replace("p-1", "p-2").replace("100200", "7"))) {
                assertThat(program.send(notice(program, Instant.now(), body)).statusCode())
                        .isEqualTo(200);
            }
            String day = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
            assertThat(text(program.terminals("command=pay&txn_id=1&txn_date=" + day + "&account=100200&sum=100.00")))
                    .contains("<result>0</result>");
            String refunded = paid.replace("succeeded", "refunded");
            for (int times = 0; times < 2; times++) {
                assertThat(program.send(notice(program, Instant.now(), refunded))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(program.jdbc
                            .sql("select p.reference || ' ' || r.operation || ' ' || r.paid_by || ' ' || r.amount_minor"
                                    + " from fiscal_receipt r join payment p using (payment_id) order by receipt_id")
                            .query(String.class)
                            .list())
                    .as("who is not known yet counts as a person")
                    .containsExactly(
                            "p-1 sell electronic 50000",
                            "p-2 sell electronic 50000",
                            "p-1 sell-refund electronic 50000");
        }
    }

    @Test
    void parts_of_a_card_payment_are_given_back_once_each_and_never_more_than_was_paid() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            String paid = "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-1\",\"account\":\"100200\","
                    + "\"amount\":\"500.00\",\"currency\":\"RUB\"}}";
            String part = "{\"type\":\"payment.refunded\",\"payment\":{\"id\":\"p-1\",\"amount\":\"200.00\","
                    + "\"currency\":\"RUB\"},\"refund\":{\"id\":\"r-1\"}}";
            assertThat(program.send(notice(program, Instant.now(), part)).statusCode())
                    .as("its payment may be on its way")
                    .isEqualTo(503);
            assertThat(program.send(notice(program, Instant.now(), paid)).statusCode())
                    .isEqualTo(200);
            ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String body = part.replace("r-1", "r-" + i % 3); // three refunds of 200.00 out of 500.00
                answers.add(senders.submit(
                        () -> program.send(notice(program, Instant.now(), body)).statusCode()));
            }
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                codes.add(answer.get());
            }
            senders.shutdown();
            assertThat(codes).containsOnly(200, 409).areExactly(8, new Condition<>(code -> code == 200, "booked"));
            assertThat(program.number("select count(*) from payment_refund")).isEqualTo(2);
            assertThat(program.number("select refunded_minor from payment")).isEqualTo(400_00);
            assertThat(program.number(
                            "select sum(amount_minor) from posting join ledger_account using (ledger_account_id)"
                                    + " where code = 'receivables'"))
                    .isEqualTo(-100_00);
            assertThat(program.send(notice(program, Instant.now(), paid.replace("succeeded", "refunded")))
                            .statusCode())
                    .as("no more than is left goes out")
                    .isEqualTo(409);
            assertThat(program.send(notice(
                                    program,
                                    Instant.now(),
                                    part.replace("r-1", "r-9").replace("200.00", "100.00")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(program.number("select refunded_minor from payment")).isEqualTo(500_00);
            for (String body : List.of(paid, part, part)) {
                assertThat(program.send(notice(program, Instant.now(), body.replace("p-1", "p-2")))
                                .statusCode())
                        .as("r-1 of another payment is another refund")
                        .isEqualTo(200);
            }
            assertThat(program.number("select sum(refunded_minor) from payment"))
                    .isEqualTo(700_00);
        }
    }

    @Test
    void a_card_payment_is_booked_once_whatever_notices_come_and_waits_where_nobody_owns_it() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            String body = "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-1\",\"account\":\"100200\","
                    + "\"amount\":\"500.00\",\"currency\":\"RUB\"}}";
            byte[] first = program.send(notice(program, Instant.now(), body)).body();
            assertThat(new String(first, StandardCharsets.UTF_8)).contains("\"result\":\"ok\"");
            assertThat(program.send(notice(
                                    program, Instant.now(), body.replace("{\"type\"", "{\"id\":\"n2\",\"type\"")))
                            .body())
                    .isEqualTo(first);
            assertThat(program.send(notice(program, Instant.now().minusSeconds(600), body))
                            .statusCode())
                    .as("replayed")
                    .isEqualTo(403);
            assertThat(program.send(notice(program, Instant.now(), body.replace("500.00", "5.00")))
                            .statusCode())
                    .isEqualTo(409);
            assertThat(program.send(notice(
                                    program,
                                    Instant.now(),
                                    body.replace("p-1", "p-2").replace("100200", "7")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(program.jdbc
                            .sql("select state || ' ' || amount_minor || ' ' || commission_minor from payment order"
                                    + " by payment_id")
                            .query(String.class)
                            .list())
                    .containsExactly("matched 50000 1250", "unmatched 50000 1250");
            String half = body.replace("p-1", "p-3").replace("100200", "\\ud800\\u0000x");
            assertThat(program.send(notice(program, Instant.now(), half)).statusCode())
                    .as("halves of characters")
                    .isEqualTo(200);
            String refund = body.replace("succeeded", "refunded");
            assertThat(program.send(notice(program, Instant.now(), refund)).statusCode())
                    .isEqualTo(200);
            assertThat(program.send(notice(program, Instant.now(), refund)).statusCode())
                    .isEqualTo(200);
            assertThat(program.number("select sum(balance_minor) from account_balance"))
                    .isZero();
        }
    }

    @Test
    void a_notice_sent_again_under_its_key_gets_the_identical_answer_and_another_body_is_refused() throws Exception {
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            String body = "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-1\",\"account\":\"100200\","
                    + "\"amount\":\"500.00\",\"currency\":\"RUB\"}}";
            HttpResponse<byte[]> first = program.send(keyed(program, "k-1", body));
            assertThat(first.statusCode()).isEqualTo(200);
            HttpResponse<byte[]> again = program.send(keyed(program, "k-1", body));
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(program.send(keyed(program, "k-1", body.replace("p-1", "p-2")))
                            .statusCode())
                    .as("another payment under the key")
                    .isEqualTo(409);
            assertThat(program.send(keyed(program, "k-1", " " + body)).statusCode())
                    .as("other bytes under the key")
                    .isEqualTo(409);
            HttpResponse<byte[]> taken = program.send(keyed(program, "k-2", body.replace("succeeded", "refunded")));
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(program.send(keyed(program, "k-2", body.replace("succeeded", "refunded")))
                            .body())
                    .isEqualTo(taken.body());
            assertThat(program.send(keyed(
                                    program, "k-3", body.replace("p-1", "p-3").replace("succeeded", "refunded")))
                            .statusCode())
                    .as("a refund of what never came")
                    .isEqualTo(422);
            assertThat(program.send(keyed(program, "k-4", body.replace("p-1", "p-3")))
                            .statusCode())
                    .as("and keeps it from being booked")
                    .isEqualTo(409);
            assertThat(program.number("select count(*) from payment")).isEqualTo(1);
            assertThat(program.number("select count(*) from payment_request_key"))
                    .isEqualTo(2);
        }
    }

    @Test
    void of_notices_that_come_at_once_under_one_key_one_is_booked_and_only_its_repetitions_hear_of_it()
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            List<Future<HttpResponse<byte[]>>> sent = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String body = "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-" + i % 3
                        + "\",\"account\":\"100200\",\"amount\":\"500.00\",\"currency\":\"RUB\"}}";
                sent.add(threads.submit(() -> program.send(keyed(program, "k-1", body))));
            }
            List<String> answers = new ArrayList<>();
            for (Future<HttpResponse<byte[]>> each : sent) {
                answers.add(each.get().statusCode() + " " + text(each.get()));
            }
            List<String> booked =
                    answers.stream().filter(each -> each.startsWith("200 ")).toList();
            assertThat(booked).as("of three payments one").hasSize(AT_ONCE / 3).containsOnly(booked.get(0));
            assertThat(answers).filteredOn(each -> each.startsWith("409 ")).hasSize(AT_ONCE - AT_ONCE / 3);
            assertThat(program.number("select sum(amount_minor) from payment")).isEqualTo(500_00);
            assertThat(program.number("select count(*) from payment_request_key"))
                    .isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void notices_of_one_payment_that_come_at_once_under_two_keys_get_its_answer_and_keep_both() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (ServedProgram program = new ServedProgram(folder, Map.of())) {
            operator(program);
            String body = "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-1\",\"account\":\"100200\","
                    + "\"amount\":\"500.00\",\"currency\":\"RUB\"}}";
            List<Future<HttpResponse<byte[]>>> sent = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String key = "k-" + i % 2;
                sent.add(threads.submit(() -> program.send(keyed(program, key, body))));
            }
            List<String> answers = new ArrayList<>();
            for (Future<HttpResponse<byte[]>> each : sent) {
                answers.add(each.get().statusCode() + " " + text(each.get()));
            }
            assertThat(answers).containsOnly(answers.get(0)).allMatch(each -> each.startsWith("200 "));
            assertThat(program.number("select count(*) from payment")).isEqualTo(1);
            assertThat(program.number("select count(*) from payment_request_key"))
                    .isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private static HttpRequest.Builder keyed(ServedProgram program, String key, String body) throws Exception {
        return notice(program, Instant.now(), body).header("Idempotency-Key", key);
    }

    /** Ends all connections of the program and refuses new ones, or lets them in again. */
    private static void connections(EmbeddedPostgres server, boolean allowed) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.url("postgres"), EmbeddedPostgres.NAME, server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter database turnpike allow_connections " + allowed);
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'turnpike'");
        }
    }

    @Test
    void while_the_database_is_gone_the_answer_is_temporary_and_when_it_is_back_the_payment_is_booked_once()
            throws SQLException {
        Path data = folder.resolve("postgres");
        EmbeddedPostgres server = EmbeddedPostgres.start(data);
        Map<String, Object> database = Map.of(
                "turnpike.database.url",
                server.url(EmbeddedPostgres.NAME),
                "turnpike.database.password",
                server.password(),
                "turnpike.data",
                folder.resolve("data").toString());
        try (ServedProgram program = new ServedProgram(folder, database)) {
            operator(program);
            String pay = "command=pay&txn_id=1&account=100200&sum=500.00";
            connections(server, false);
            assertThat(text(program.terminals(pay)))
                    .contains("<result>1</result>")
                    .doesNotContain("prv_txn");
            assertThat(text(program.terminals("command=check&account=100200"))).contains("<result>1</result>");
            assertThat(program.send(program.to("/health")).statusCode()).isEqualTo(503);
            connections(server, true);
            for (int tries = 0;
                    tries < 30 && program.send(program.to("/health")).statusCode() != 200;
                    tries++) {
                // the pool comes back by itself: each try waits a second for it
                assertThat(tries).isLessThan(29);
            }
            assertThat(program.number("select count(*) from payment")).isZero();
            String answer = text(program.terminals(pay));
            assertThat(answer).contains("<result>0</result>");
            assertThat(text(program.terminals(pay))).isEqualTo(answer);
            assertThat(program.number("select count(*) from payment")).isEqualTo(1);
        } finally {
            server.close();
        }
    }
}
