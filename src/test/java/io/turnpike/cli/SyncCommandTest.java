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

/** The books of an operator on an embedded database of its own, from the command line. */
class SyncCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--data=" + folder.resolve("data"));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    @Test
    void customers_go_out_come_back_changed_and_what_differs_is_told_sent_again_and_accepted() throws IOException {
        Path customers = Files.createDirectories(folder.resolve("customers"));
        Files.writeString(
                customers.resolve("operators.csv"),
                "code,name,zone,currency,country\nmeridian,Меридиан,Europe/Moscow,RUB,RU\n");
        Files.writeString(
                customers.resolve("customers.csv"),
                "operator,number,kind,name,language,city\n"
                        + "meridian,C-1,company,Ромашка,ru,Москва\n"
                        + "meridian,C-2,company,Лютик,ru,Тверь\n");
        assertThat(say("customers", "import", customers.toString()).code()).isZero();

        assertThat(say("export").out())
                .contains("accounts-counterparties    counterparties  accounts     New and changed customers");
        assertThat(say("export", "counterparties", "--period", "2026-10").err())
                .contains("--name: there is no export 'counterparties' in document-templates/exports: did you mean"
                        + " '1c-counterparties'?");
        assertThat(say("export", "counterparties-csv", "--period", "October").err())
                .contains("--period: cannot read 'October': write a month as 2026-10");
        Said sent = say("export", "accounts-counterparties", "--operator", "meridian", "--period", "2026-10");
        assertThat(sent.out())
                .contains("counterparties-meridian-000001.csv: 2 counterparties, 2 rows", "run 1 completed");
        assertThat(folder.resolve("data/books/outbox/accounts-counterparties/counterparties-meridian-000001.csv"))
                .content()
                .contains("C-1;meridian;C-1;company;Ромашка;;;;;ru;;;;Москва;;;;1\r\n");

        Path theirs = folder.resolve("theirs.csv");
        String header = "operator;number;name;full-name;inn;kpp;email;phone;postal-index;city;street;house;flat\n";
        Files.writeString(
                theirs, header + "meridian;C-1;Ромашка;;;;;;;Москва;;;\nmeridian;C-2;Лютик и Ко;;;;;;;Тверь;;;\n");
        Said drift = say(
                "sync",
                "drift",
                "--system",
                "accounts",
                "--period",
                "2026-10",
                "--file",
                theirs.toString(),
                "--format",
                "accounts-counterparties");
        assertThat(drift.code()).isEqualTo(1);
        assertThat(drift.out())
                .contains("accounts, meridian, counterparties, 2026-10: 2 compared, 1 differences (unknown 1), 0"
                        + " accepted")
                .contains("ours 'Лютик', theirs 'Лютик и Ко', agreed nothing");
        assertThat(say("sync", "status", "--system", "accounts").out())
                .containsPattern("meridian +counterparties +accepted +1 ")
                .containsPattern("meridian +counterparties +sent +1 ");
        assertThat(say("sync", "status", "--system", "acounts").err())
                .contains("--system: no definition names the system 'acounts': did you mean 'accounts'?");

        Said resent = say("sync", "resend", "--system", "accounts");
        assertThat(resent.out())
                .contains("counterparties: 1 to be sent again", "counterparties-meridian-000002.csv: 1 counterparties");
        assertThat(say("sync", "accept", "--system", "accounts", "--agent", "anna", "--reason", "x")
                        .err())
                .contains("choose by --key, --side, --content or --operator, or say --all");
        assertThat(say(
                                "sync",
                                "accept",
                                "--system",
                                "accounts",
                                "--all",
                                "--agent",
                                "anna",
                                "--reason",
                                "theirs is right")
                        .out())
                .contains("1 differences accepted, 1 customers changed");
        Said after = say("sync", "drift", "--system", "accounts", "--period", "2026-10");
        assertThat(after.code()).isZero();
        assertThat(after.out()).contains("both sides have the same");
        assertThat(say("sync", "refused").out()).isEqualTo("no row waits\n");
        assertThat(say("sync", "versions", "--system", "accounts", "--key", "C-2")
                        .out())
                .contains("v1   changed", "v2   accepted");
    }
}
