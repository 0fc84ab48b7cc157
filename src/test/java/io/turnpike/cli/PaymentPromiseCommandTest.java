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

/** The command as a person types it, on an embedded database of its own. */
class PaymentPromiseCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, List<String> out, List<String> err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--data=" + folder.resolve("data"));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private Said give(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "payments",
                "promise",
                "give",
                "--operator=meridian",
                "--account=100",
                "--agent=anna",
                "--reason=asked"));
        words.addAll(List.of(more));
        return say(words.toArray(String[]::new));
    }

    @Test
    void a_promise_is_given_shown_beside_the_balance_and_cancelled() throws IOException {
        Files.writeString(
                folder.resolve("operators.csv"),
                "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,RUB,RU\n");
        Files.writeString(
                folder.resolve("customers.csv"),
                "operator,number,kind,name,language,customer-group\nmeridian,C-1,person,Snow,en,vip\n");
        Files.writeString(
                folder.resolve("accounts.csv"),
                "operator,number,customer,contract,contract-date,billing-day\nmeridian,100,C-1,K-1,2026-01-01,1\n");
        assertThat(say("customers", "import", folder.toString()).code()).isZero();

        assertThat(give("--amount=1.005").err().get(0)).contains("more decimals than RUB");
        Said tooMuch = give("--amount=9000.00");
        assertThat(tooMuch.code()).isEqualTo(1);
        assertThat(tooMuch.err())
                .containsExactly("turnpike payments promise give: 9000.00 RUB is more than may be promised: at most"
                        + " 5000.00 RUB");
        assertThat(give("--amount=300.00", "--days=2").out())
                .singleElement()
                .asString()
                .startsWith("promise 1 of 300.00 RUB on account 100 holds through ");
        assertThat(give().err().get(0)).contains("promise 1 of 300.00 RUB holds through");

        assertThat(say("customers", "balance", "--account=100").out().stream().map(line -> line.replaceAll(" +", " ")))
                .contains(" owed 0.00 RUB", " promised, not paid yet 300.00 RUB", " available with it 300.00 RUB");
        assertThat(say("run", "expire-promises").code()).isZero();
        assertThat(say("payments", "promise", "list", "--state=open").out())
                .singleElement()
                .asString()
                .contains("300.00 RUB  open", "left       300.00 RUB", "by anna: asked");

        assertThat(say("payments", "promise", "cancel", "1", "--agent=boss", "--reason=mistake")
                        .out())
                .containsExactly("promise 1 is cancelled");
        assertThat(say("customers", "balance", "--account=100").out()).noneMatch(line -> line.contains("promised"));
        assertThat(say("payments", "promise", "list").out().get(0)).contains("cancelled", "by boss: mistake");
        assertThat(say("payments", "promise", "list", "--state=paid").code()).isEqualTo(2);
        assertThat(say("payments", "promise", "cancel", "7", "--agent=a", "--reason=b")
                        .err()
                        .get(0))
                .contains("there is no promise 7");

        Path exported = folder.resolve("out").resolve("customers.csv");
        Files.createDirectories(exported.getParent());
        assertThat(say("customers", "export", exported.toString()).code()).isZero();
        assertThat(Files.readString(exported)).contains("customer-group\n").endsWith(",vip\n");
    }
}
