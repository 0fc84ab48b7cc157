package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RerateCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(java.util.stream.Stream.concat(
                                List.of(words).stream(), List.of("--data=" + folder.resolve("data")).stream())
                        .toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private void feed(String name, String... lines) throws IOException {
        Path feed = folder.resolve(name);
        Files.write(feed, List.of(lines));
        assertThat(say("customers", "import", feed.toString()).code()).isZero();
    }

    @Test
    void a_back_dated_plan_is_shown_then_applied_and_then_there_is_nothing_left() throws IOException {
        feed("operators.csv", "code,name,zone,currency,country", "meridian,Meridian,Europe/Moscow,RUB,RU");
        feed("customers.csv", "operator,number,kind,name,language", "meridian,C1,person,Anna,ru");
        feed(
                "accounts.csv",
                "operator,customer,number,contract,contract-date,billing-day",
                "meridian,C1,100001,K,2026-01-01,1");
        feed("services.csv", "operator,account,code,kind,valid-from", "meridian,100001,tel,telephony,2026-01-01");
        feed(
                "identifiers.csv",
                "operator,account,service,kind,identifier,valid-from",
                "meridian,100001,tel,number,+74951230001,2026-01-01");
        feed(
                "subscriptions.csv",
                "operator,account,service,plan,valid-from",
                "meridian,100001,tel,home-phone,2026-01-01");
        Path calls = folder.resolve("Master1.csv");
        String at = "\"2026-03-10 12:00:00\"";
        Files.writeString(
                calls,
                "\"\",\"74951230001\",\"89161234567\",\"from-internal\",\"\",\"SIP/1\",\"SIP/2\",\"Dial\",\"x\"," + at
                        + "," + at + "," + at + ",600,600,\"ANSWERED\",\"DOCUMENTATION\",\"1\",\"\"\n");
        assertThat(say("run", "collect", "--file", calls.toString(), "--format", "asterisk-csv")
                        .code())
                .isZero();
        feed(
                "subscriptions.csv",
                "operator,account,service,plan,valid-from",
                "meridian,100001,tel,business-phone,2026-03-01");

        Path csv = folder.resolve("differences.csv");
        Said shown = say(
                "rerate", "--account", "100001", "--from", "2026-03-01", "--to", "2026-04-01", "--out", csv.toString());
        // 10 min at 1.90 RUB were charged; of the 500 minutes of business-phone they cost nothing
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("100001").contains("19.00").contains("-19.00");
        assertThat(Files.readString(csv)).contains("100001").contains("-19.00");

        Said applied = say("rerate", "--from", "2026-03-01", "--to", "2026-04-01", "--apply", "--reason", "wrong plan");
        assertThat(applied.code()).isZero();
        assertThat(applied.out()).contains("-19.00");
        Said again = say("rerate", "--from", "2026-03-01", "--to", "2026-04-01");
        assertThat(again.code()).isZero();
        assertThat(again.out()).doesNotContain("100001");
    }

    @Test
    void what_cannot_be_meant_is_told_before_anything_is_started() {
        assertThat(say("rerate", "--from", "2026-03-01", "--to", "2026-03-01"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(CommandLine.ExitCode.USAGE))
                .satisfies(said -> assertThat(said.err())
                        .startsWith("--to is the day after the last and must be later than --from 2026-03-01"));
        assertThat(say("rerate", "--from", "2026-03-01", "--to", "2026-04-01", "--apply", "--dry-run")
                        .err())
                .startsWith("say --dry-run or --apply, not both");
        assertThat(say("rerate", "--from", "2026-03-01", "--to", "2026-04-01", "--apply", "--out", "x.csv")
                        .err())
                .startsWith("--out is written by the dry run");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
