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
import picocli.CommandLine;

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
        line.add(1, "--data=" + folder.resolve("data"));
        int code = new CommandLine(new CustomersCommand())
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
                .endsWith("dry run, nothing was changed; an import would say: 46 added, 0 changed, 0 refused");

        assertThat(say("import", EXAMPLE).out())
                .noneMatch(line -> line.startsWith("WARNING") && line.contains("the plan 'home-100'"))
                .anyMatch(line -> line.startsWith("WARNING") && line.contains("'tv-full'"))
                .endsWith("imported: 46 added, 0 changed, 0 refused");
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
}
