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
class LedgerCommandTest {
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

    private Said pay(String receipt, String amount) {
        return say(
                "payments",
                "add",
                "--operator=meridian",
                "--account=100",
                "--amount=" + amount,
                "--receipt=" + receipt,
                "--day=2026-03-10",
                "--agent=anna",
                "--reason=at the desk");
    }

    private Said adjust(String debit, String credit, String amount, String reference) {
        return say(
                "ledger",
                "adjust",
                "--operator=meridian",
                "--debit=" + debit,
                "--credit=" + credit,
                "--amount=" + amount,
                "--reference=" + reference,
                "--day=2026-03-11",
                "--agent=anna",
                "--reason=by memo");
    }

    private List<String> balance() {
        return say("ledger", "trial-balance", "--operator=meridian", "--period=2026-03").out().stream()
                .map(line -> line.replaceAll(" +", " "))
                .filter(line -> line.matches("(cash|receivables|write-offs) .*"))
                .map(line -> line.replaceAll("^(\\S+) .* (\\S+ \\S+)$", "$1 $2"))
                .toList();
    }

    @Test
    void an_amount_is_moved_by_hand_once_and_back() throws IOException {
        customer();
        assertThat(pay("R-1", "500.00").code()).isZero();
        Said booked = adjust("receivables/100", "write-offs", "30.00", "M-1");
        assertThat(booked.out()).singleElement().asString().matches("entry \\d+ is booked");
        assertThat(adjust("receivables/100", "write-offs", "30.00", "M-1").out())
                .isEqualTo(booked.out());
        assertThat(balance()).containsExactly("cash 500.00 0.00", "receivables 0.00 470.00", "write-offs 0.00 30.00");
        assertThat(say("payments", "debts", "--operator=meridian", "--account=100")
                        .out())
                .last()
                .isEqualTo("paid ahead 470.00 RUB");

        assertThat(adjust("receivables/100", "write-offs", "31.00", "M-1").err())
                .anyMatch(line -> line.contains("M-1 was booked before with other figures"));
        assertThat(adjust("revenue:voice", "receivables/100", "1.00", "M-2").err())
                .anyMatch(line -> line.contains("--debit: 'revenue:voice': write bank, cash, write-offs"));
        assertThat(adjust("receivables", "cash", "1.00", "M-2").code()).isEqualTo(2);
        assertThat(adjust("bank", "clearing:nobody", "1.00", "M-2").err())
                .anyMatch(line -> line.contains("nothing came in by clearing:nobody yet"));
        assertThat(adjust("cash", "cash", "1.00", "M-2").code()).isEqualTo(2);
        assertThat(adjust("cash", "bank", "-1.00", "M-2").code()).isEqualTo(2);

        String entry = booked.out().get(0).split(" ")[1];
        assertThat(say("ledger", "take-back", entry, "--agent=olga", "--reason=mistaken")
                        .code())
                .isZero();
        assertThat(say("ledger", "take-back", entry, "--agent=olga", "--reason=mistaken")
                        .err())
                .anyMatch(line -> line.contains("was taken back before"));
        assertThat(say("ledger", "adjustments", "--operator=meridian").out())
                .singleElement()
                .asString()
                .contains("30.00 RUB from write-offs to receivables/100  by anna: by memo; taken back by entry ")
                .endsWith(", olga: mistaken");
        assertThat(say("payments", "debts", "--operator=meridian", "--account=100")
                        .out())
                .last()
                .isEqualTo("paid ahead 500.00 RUB");
    }

    private void customer() throws IOException {
        Files.writeString(
                folder.resolve("operators.csv"),
                "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,RUB,RU\n");
        Files.writeString(
                folder.resolve("customers.csv"),
                "operator,number,kind,name,language\nmeridian,C-1,person,\"Snow, John\",en\n");
        Files.writeString(
                folder.resolve("accounts.csv"),
                "operator,number,customer,contract,contract-date,billing-day\nmeridian,100,C-1,K-1,2026-01-01,1\n");
        assertThat(say("customers", "import", folder.toString()).code()).isZero();
    }

    @Test
    void a_month_is_reported_on_written_and_closed() throws IOException {
        customer();

        assertThat(say("ledger", "turnover", "--operator=meridian", "--period=2026-03")
                        .out())
                .containsExactly("nothing was ever booked for meridian");
        assertThat(pay("R-1", "500.00").code()).isZero();

        Said shown = say("ledger", "trial-balance", "--operator=meridian", "--period=2026-03");
        assertThat(shown.out().stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "ledger_account opening_debit opening_credit debit credit closing_debit closing_credit",
                        "cash 0.00 0.00 500.00 0.00 500.00 0.00",
                        "receivables 0.00 0.00 0.00 500.00 0.00 500.00",
                        "total RUB 0.00 0.00 500.00 500.00 500.00 500.00");
        assertThat(say("ledger", "aged-debt", "--operator=meridian", "--period=2026-03-09")
                        .out())
                .as("the day before it was paid")
                .hasSize(2);

        Path out = folder.resolve("reports");
        Said written = say("ledger", "reports", "--operator=meridian", "--period=2026-03", "--out=" + out);
        assertThat(written.code()).isZero();
        assertThat(written.out()).hasSize(8);
        assertThat(Files.readString(out.resolve("aged-debt-meridian-RUB-2026-03.csv")))
                .isEqualTo("customer,name,accounts,not_due,up_to_30,up_to_60,up_to_90,over_90,debt,paid_ahead,balance\n"
                        + "C-1,\"Snow, John\",100,0.00,0.00,0.00,0.00,0.00,0.00,-500.00,-500.00\n");

        assertThat(say("ledger", "close", "--operator=meridian", "--month=2026-03")
                        .out())
                .containsExactly("meridian: the books of 2026-03 are closed");
        assertThat(pay("R-2", "1.00").err().get(0)).contains("closed period");
        Said again = say("ledger", "close", "--operator=meridian", "--month=2026-03");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err().get(0)).contains("closed up to 2026-03-31 already: close 2026-04 next");
    }

    @Test
    void what_is_mistyped_is_told_with_its_remedy() {
        for (String period : List.of("2026-3", "March", "2026-03-32", "2026-03..", "..")) {
            Said said = say("ledger", "turnover", "--operator=meridian", "--period=" + period);
            assertThat(said.code()).as(period).isEqualTo(2);
            assertThat(said.err().stream().filter(line -> line.startsWith("turnpike ledger turnover:")))
                    .as(period)
                    .singleElement()
                    .asString()
                    .contains(": write a month as 2026-10, a day as 2026-10-05, or days as 2026-10-01..2026-10-15");
        }
        assertThat(say("ledger", "turnover", "--operator=nobody", "--period=2026-03")
                        .err())
                .anyMatch(line -> line.contains("no operator 'nobody'"));
        assertThat(say("ledger", "turnover", "--operator=x", "--period=2026-04..2026-03")
                        .err())
                .anyMatch(line -> line.contains("ends before it begins"));
        assertThat(say("ledger", "vat", "--operator=x", "--period=2026-03", "--language=zz")
                        .err())
                .anyMatch(line -> line.contains("'zz' is no language"));
    }
}
