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
class CustomersCommandTest {
    private static final String EXAMPLE = "docs/operating/example-operator";

    @TempDir
    private Path folder;

    private record Said(int code, List<String> out, List<String> err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of(words));
        line.add(0, "customers");
        line.add(2, "--data=" + folder.resolve("data"));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    @Test
    void customers_are_imported_once_and_exported() throws IOException {
        Said dry = say("import", "--dry-run", EXAMPLE);
        assertThat(dry.code()).isZero();
        assertThat(dry.out())
                .contains("operators.csv:3: new")
                .endsWith("dry run, nothing was changed; an import would say: 48 added, 0 changed, 0 refused");

        assertThat(say("import", EXAMPLE).out())
                .noneMatch(line -> line.startsWith("WARNING") && line.contains("the plan 'home-100'"))
                .anyMatch(line -> line.startsWith("WARNING") && line.contains("'tv-full'"))
                .endsWith("imported: 48 added, 0 changed, 0 refused");
        assertThat(say("import", EXAMPLE).out())
                .contains("services: 7 read, 0 added, 0 changed, 7 unchanged, 0 refused")
                .endsWith("imported: 0 added, 0 changed, 0 refused");

        Path plans = Files.writeString(
                folder.resolve("subscriptions.csv"),
                "operator,account,service,plan,valid-from\npolyarnik,100001,phone,home-fone,2026-06-01\n");
        assertThat(say("import", plans.toString()).out())
                .anyMatch(line -> line.startsWith("WARNING 1 subscription names the plan 'home-fone', which is not in ")
                        && line.contains("did you mean 'home-phone'? "))
                .endsWith("imported: 1 added, 0 changed, 0 refused");

        Path customers = Files.writeString(folder.resolve("customers.csv"), """
                operator,number,kind,name,language,city
                polyarnik,C-1,person,漢字 Li,en,Šibenik
                polyarnik,C-2,person,Łukasz Ōe ₽,en,Ёлкино
                """);
        assertThat(say("import", customers.toString()).out())
                .filteredOn(line -> line.contains("cannot be printed"))
                .containsExactly(
                        "WARNING polyarnik customer C-1: '漢' cannot be printed, no font has it: mend it before the next bill");

        Path operators = folder.resolve("operators.csv");
        Said exported = say("export", operators.toString());
        assertThat(exported.out()).endsWith(operators + ": 1 lines");
        assertThat(Files.readString(operators))
                .isEqualTo("code,name,zone,currency,country\npolyarnik,Polyarnik Telecom,Europe/Moscow,RUB,RU\n");

        Files.writeString(operators, "code,name,zone,currency,country\npolyarnik,P,Europe/Moscow,roubles,RU\n");
        Said refused = say("import", operators.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .containsExactly(
                        "operators.csv:2: currency: 'roubles' is no currency",
                        "  write its ISO 4217 code: RUB, EUR, USD");
        assertThat(refused.out())
                .endsWith("nothing was imported: 1 lines were refused; mend them, or give --keep-good");
    }

    @Test
    void an_operator_whose_documents_say_otherwise_is_told() throws IOException {
        Path operators = Files.writeString(
                folder.resolve("operators.csv"),
                "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,EUR,RU\n");
        assertThat(say("import", operators.toString()).out())
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .asString()
                .startsWith("WARNING operator 'meridian' was imported with EUR and Europe/Moscow, but ")
                .endsWith("; until then nothing is billed");
    }

    @Test
    void a_balance_is_shown_for_any_day_as_it_was_known_at_any_moment() {
        assertThat(say("import", EXAMPLE).code()).isZero();
        String data = "--data=" + folder.resolve("data");
        for (String[] words : List.of(
                new String[] {"--amount", "300.00", "--day", "2026-03-10"},
                new String[] {"--amount", "50.00", "--day", "2026-04-02"})) {
            List<String> payment = new ArrayList<>(List.of(
                    "payments",
                    "add",
                    data,
                    "--operator",
                    "polyarnik",
                    "--account",
                    "100001",
                    "--receipt",
                    "R-" + words[1],
                    "--agent",
                    "anna",
                    "--reason",
                    "at the desk"));
            payment.addAll(List.of(words));
            StringWriter err = new StringWriter();
            assertThat(Turnpike.commandLine()
                            .setOut(new PrintWriter(new StringWriter()))
                            .setErr(new PrintWriter(err))
                            .execute(payment.toArray(String[]::new)))
                    .as(err.toString())
                    .isZero();
        }
        Said march = say("balance", "--account", "100001", "--on", "2026-03-31");
        assertThat(march.err()).isEmpty();
        assertThat(march.out().get(0))
                .startsWith("account 100001 of polyarnik at the end of 2026-03-31, as known at 20");
        assertThat(march.out()).anyMatch(line -> line.matches("  payments +-300.00 RUB"));
        assertThat(march.out()).anyMatch(line -> line.matches("  paid ahead +300.00 RUB"));
        assertThat(say("balance", "--account", "100001", "--on", "2026-04-02").out())
                .anyMatch(line -> line.matches("  paid ahead +350.00 RUB"));
        // nothing was booked by the end of March 2026 but in the clock of this test
        assertThat(say("balance", "--account", "100001", "--on", "2026-04-02", "--known-at", "2026-01-01")
                        .out())
                .anyMatch(line -> line.matches("  owed +0.00 RUB"));
        assertThat(say("balance", "--account", "7").err().get(0)).contains("there is no account 7");
        assertThat(say("balance", "--account", "100001", "--known-at", "soon")
                        .err()
                        .get(0))
                .contains("--known-at: 'soon' is no day or time");
    }

    @Test
    void a_folder_without_a_database_is_told_or_refused_where_there_must_be_one() {
        StringWriter err = new StringWriter();
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("db", "url", "--data=" + folder.resolve("data"));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--data: there is no database in " + folder.resolve("data"));
        assertThat(folder.resolve("data")).doesNotExist();

        Said made = say("balance", "--account", "100001");
        assertThat(made.err().get(0))
                .startsWith("WARNING there was no database in " + folder.resolve("data") + ": an empty one was made.");
        assertThat(say("balance", "--account", "100001").err().get(0)).contains("there is no account 100001");
        assertThat(say("import", EXAMPLE).err()).isEmpty();
    }
}
