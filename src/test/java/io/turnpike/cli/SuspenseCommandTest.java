package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at what waits, on an embedded database of its own. */
class SuspenseCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of(words));
        line.add(2, "--data=" + folder.resolve("data"));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    @Test
    void an_import_says_what_it_may_have_mended_and_the_month_prices_that() throws IOException {
        feed("operators", "code,name,zone,currency,country", "meridian,Meridian,Europe/Moscow,RUB,RU");
        feed("customers", "operator,number,kind,name,language", "meridian,C-1,person,Snow,en");
        feed(
                "accounts",
                "operator,number,customer,contract,contract-date,billing-day",
                "meridian,100,C-1,K-1,2026-01-01,1");
        feed("services", "operator,account,code,kind,valid-from", "meridian,100,tel,telephony,2026-01-01");
        feed("subscriptions", "operator,account,service,plan,valid-from", "meridian,100,tel,home-phone,2026-01-01");
        assertThat(say("customers", "import", folder.resolve("customers").toString())
                        .out())
                .doesNotContain("suspense");
        Path calls = folder.resolve("Master.csv");
        Files.writeString(
                calls, call("74951230001", "2026-03-02 10:00:00") + call("74951230002", "2026-03-02 10:00:00"));
        say("run", "collect", "--file", calls.toString(), "--format", "asterisk-csv");
        assertThat(say("suspense", "list", "--reason", "no-plan,unknown-service")
                        .out())
                .contains("2  unknown-service");

        Path numbers = feed(
                "identifiers",
                "operator,account,service,kind,identifier,valid-from",
                "meridian,100,tel,number,74951230001,2026-03-01");
        assertThat(say("customers", "import", numbers.toString()).out())
                .contains("suspense: records that may have a price now: unknown-service 1; 'turnpike suspense retry"
                        + " --reason unknown-service' tries them at once, the next month's run by itself\n");
        assertThat(say("customers", "import", numbers.toString()).out())
                .as("nothing new")
                .doesNotContain("suspense");
        Said month = say("run", "month", "--through", "2026-04-01", "--only", "retry-suspense");
        assertThat(month.out()).contains("records tried again: read 2 = rated 1 + suspended 1 + duplicate 0");
        assertThat(say("suspense", "list").out()).contains("1  unknown-service");
    }

    private Path feed(String kind, String header, String line) throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("customers"));
        return Files.writeString(feeds.resolve(kind + ".csv"), header + "\n" + line + "\n");
    }

    private static String call(String from, String time) {
        return "\"\",\"" + from + "\",\"112\",\"from-internal\",\"\",\"a\",\"b\",\"Dial\",\"x\",\"" + time + "\",\""
                + time + "\",\"" + time + "\",9,9,\"ANSWERED\",\"DOCUMENTATION\",\"1." + from + "\",\"\"\n";
    }

    @Test
    void what_waits_is_counted_as_it_was_asked_for_and_shown_without_harm() throws IOException {
        Path calls = folder.resolve("Master.csv");
        String good =
                "\"\",\"74951230001\",\"112\",\"from-internal\",\"\",\"a\",\"b\",\"Dial\",\"x\",\"2026-03-02 10:00:00\","
                        + "\"2026-03-02 10:00:00\",\"2026-03-02 10:00:09\",9,9,\"ANSWERED\",\"DOCUMENTATION\",\"1.1\",\"\"\n";
        Files.writeString(
                calls,
                good + "\u0000\u001b[2J" + "x".repeat(50) + "\n" + "y".repeat(70_000) + "\n",
                StandardCharsets.UTF_8);
        Path flows = Files.writeString(
                folder.resolve("flows.csv"),
                "firstSeen,lastSeen,srcAddr,dstAddr,packets,bytes,exporterID,input,output,flows\n"
                        + "1772442000.000,1772442060.000,192.0.2.1,broken,1,1000,1,0,0,1\n");
        assertThat(say("run", "collect", "--file", calls.toString(), "--format", "asterisk-csv")
                        .out())
                .contains(
                        "asterisk-csv, 1 file: records read 3 = rated 0 + suspended 3 + duplicate 0 + filtered 0 + held 0")
                .contains("seconds read 9 = rated 0 + suspended 9 + duplicate 0 + filtered 0 + held 0");
        say("run", "collect", "--file", flows.toString(), "--format", "nfdump-csv-columns");

        assertThat(say("suspense", "list").out())
                .contains("1  bad-address", "1  nul-bytes", "1  line-too-long", "1  unknown-service");
        assertThat(say("suspense", "list", "--format", "nfdump-csv-columns").out())
                .contains("1  bad-address")
                .doesNotContain("nul-bytes", "unknown-service");
        assertThat(say("suspense", "list", "--reason", "nul-bytes").out())
                .contains("1  nul-bytes")
                .doesNotContain("bad-address", "unknown-service");
        assertThat(say("suspense", "list", "--reason", "bad-text").out()).isEqualTo("nothing of that is in suspense\n");
        Said wrong = say("suspense", "retry", "--reason", "unknown-servise");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--reason: no reason 'unknown-servise': did you mean 'unknown-service'?");
        assertThat(say("suspense", "export", "--format", "asterix-csv", "x.csv").err())
                .contains("--format: no reader 'asterix-csv': did you mean 'asterisk-csv'?");

        String nul = say("suspense", "show", "2").out();
        assertThat(nul).contains("\\x00\\x1b[2Jxxx").doesNotContain("\u0000", "\u001b");
        assertThat(say("suspense", "show", "3").out())
                .hasSizeLessThan(3_000)
                .contains("cut: it has 65,536 bytes; 'turnpike suspense export' writes all of them");
        Path exported = folder.resolve("open.csv");
        say("suspense", "export", exported.toString());
        assertThat(Files.readString(exported)).contains("\u0000\u001b[2J", "y".repeat(65_536));
    }
}
