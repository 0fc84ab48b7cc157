package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.jobs.StepKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person mistypes: told in a person's words, with the exit code of the guide. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private record Said(int code, String err) {}

    private static Said say(String... words) {
        StringWriter err = new StringWriter();
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Said(code, err.toString());
    }

    @AfterEach
    void nothingIsLeftOfTheEnvironment() {
        System.clearProperty("turnpike.data");
    }

    @Test
    void a_day_a_month_and_a_number_are_refused_without_the_words_of_a_parser() {
        Said month = say("ledger", "close", "--operator=meridian", "--month=2026-3");
        assertThat(month.err())
                .startsWith("Invalid value for option '--month': '2026-3' is no month: write it as 2026-03\n");
        assertThat(month.code()).isEqualTo(2);
        assertThat(say("rerate", "--from=x", "--to=2026-03-01").err())
                .startsWith("Invalid value for option '--from': 'x' is no day: write it as 2026-03-31\n");
        assertThat(say("status", "abc").err()).contains("'abc' is no whole number\n");
        assertThat(say("demo", "--subscribers=many").err()).contains("'many' is no whole number\n");
    }

    @Test
    void an_address_that_is_none_is_refused_without_its_secrets() {
        Said said = say("status", "--database-url=postgres://turnpike:secret@localhost/t?password=secret");
        assertThat(said.err())
                .startsWith(
                        "turnpike status: --database-url: 'postgres://localhost/t' is no address of a PostgreSQL: write"
                                + " jdbc:postgresql://HOST:5432/DATABASE\n");
        assertThat(said.code()).isEqualTo(2);
        assertThat(say("status", "--database-url=jdbc:postgresql://localhost:/t")
                        .err())
                .startsWith("turnpike status: --database-url: 'jdbc:postgresql://localhost:/t' is no address");
    }

    @Test
    void a_server_that_does_not_answer_is_named_in_one_line() {
        Said said = say("status", "--database-url=jdbc:postgresql://127.0.0.1:1/x?password=secret");
        assertThat(said.err())
                .startsWith("turnpike status: the database jdbc:postgresql://127.0.0.1:1/x cannot be used: ")
                .contains("TURNPIKE_DATABASE_USERNAME")
                .doesNotContain("secret")
                .hasLineCount(1);
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void the_folder_of_the_command_line_goes_before_the_one_of_the_environment() throws IOException {
        System.setProperty("turnpike.data", folder.resolve("of-the-environment").toString());
        Path file = Files.writeString(folder.resolve("a-file"), "");
        Said said = say("status", "--data=" + file);
        assertThat(said.err())
                .startsWith("turnpike status: the embedded PostgreSQL in " + file + "/postgres did not start: " + file)
                .contains("--data (or TURNPIKE_DATA) must be a folder")
                .hasLineCount(1);
        assertThat(folder.resolve("of-the-environment")).doesNotExist();
    }

    @Test
    void no_parameter_of_a_job_is_called_as_an_option_of_run() {
        Set<String> options = new CommandLine(new RunCommand())
                .getCommandSpec().options().stream()
                        .flatMap(option -> Arrays.stream(option.names()))
                        .collect(Collectors.toSet());
        assertThat(options).contains("--from-step", "--only");
        assertThat(StepWords.all())
                .flatExtracting(StepKind::options)
                .extracting(option -> "--" + option.name())
                .hasSizeGreaterThan(30)
                .doesNotContainAnyElementsOf(options);
    }
}
