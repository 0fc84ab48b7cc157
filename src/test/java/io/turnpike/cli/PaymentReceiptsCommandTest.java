package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person types it, on an embedded database of its own and a register that cannot be reached. */
class PaymentReceiptsCommandTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    private Path folder;

    private record Said(int code, List<String> out, List<String> err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--data=" + folder.resolve("data"));
        line.add("--definitions=" + folder.resolve("definitions"));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private void write() throws IOException {
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        for (String shipped : List.of("jobs", "document-templates")) {
            Files.createSymbolicLink(
                    definitions.resolve(shipped), HOME.resolve(shipped).toAbsolutePath());
        }
        Files.writeString(definitions.resolve("secret"), "a password of nobody\n");
        Files.writeString(
                Files.createDirectories(definitions.resolve("cash-registers/atol"))
                        .resolve("register.yaml"),
                Files.readString(HOME.resolve("cash-registers/reference/register.yaml"))
                        .replace("https://online.atol.ru/possystem/v5", "http://127.0.0.1:1/possystem/v5")
                        .replace("{ environment: TURNPIKE_REFERENCE_REGISTER_PASSWORD }", "{ file: secret }")
                        .replace("from: 2040-01-01", "from: 2026-11-01"));
        Path customers = Files.createDirectories(folder.resolve("customers"));
        Files.writeString(
                customers.resolve("operators.csv"),
                "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,RUB,RU\n");
        Files.writeString(
                customers.resolve("customers.csv"),
                "operator,number,kind,name,language\nmeridian,C-1,person,Snow,en\n");
        Files.writeString(
                customers.resolve("accounts.csv"),
                "operator,number,customer,contract,contract-date,billing-day\nmeridian,100,C-1,K-1,2026-01-01,1\n");
    }

    @Test
    void receipts_are_listed_sent_shown_and_tried_again() throws IOException {
        write();
        assertThat(say("customers", "import", folder.resolve("customers").toString())
                        .code())
                .isZero();
        assertThat(say("payments", "receipts", "list").out()).containsExactly("no receipts");
        assertThat(say(
                                "payments",
                                "add",
                                "--operator=meridian",
                                "--account=100",
                                "--amount=500.00",
                                "--receipt=1",
                                "--day=2026-11-20",
                                "--agent=anna",
                                "--reason=paid")
                        .code())
                .isZero();
        Said sent = say("payments", "receipts", "send");
        assertThat(sent.code()).isEqualTo(1);
        assertThat(sent.out()).hasSize(2);
        assertThat(sent.out().get(0)).isEqualTo("receipts: 0 sent, 0 done, 0 failed, 0 given up");
        assertThat(sent.out().get(1)).startsWith("atol is tried later: ");
        assertThat(say("run", "send-receipts").code()).isZero();

        Said listed = say("payments", "receipts", "list", "--operator=meridian", "--period=2026-11", "--state=queued");
        assertThat(listed.out().get(0))
                .startsWith(
                        "       1  2026-11-20  sell               500.00 RUB  queued    payment 1  meridian 100  tried 1x");
        assertThat(listed.out().get(1)).isEqualTo("in all: 1 queued");
        assertThat(say("payments", "receipts", "list", "--period=2026-12").out().get(0))
                .isEqualTo("no receipts");
        assertThat(say("payments", "receipts", "list", "--state=lost").code()).isEqualTo(2);
        assertThat(say("payments", "receipts", "show", "1").out())
                .anyMatch(line -> line.contains("content") && line.contains("\"vat122\""))
                .anyMatch(line -> line.contains("next try") && line.contains("1 made"));
        assertThat(say("payments", "receipts", "show", "2").code()).isEqualTo(2);
        assertThat(say("payments", "show", "1").out()).anyMatch(line -> line.contains("fiscal receipt  1, queued"));
        Said retried = say("payments", "receipts", "retry", "1");
        assertThat(retried.code()).isEqualTo(2);
        assertThat(retried.err().get(0)).contains("receipt 1 is queued: tried again is what failed or was given up");
        assertThat(say("payments", "receipts", "queue", "--operator=meridian", "--period=2026-11")
                        .out())
                .containsExactly("0 receipts queued");
        assertThat(say("payments", "receipts").code()).isEqualTo(2);
    }
}
