package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person is told who asks for what is not there, on an embedded database of its own. */
class ExplainCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {}

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of("explain"));
        line.addAll(List.of(words));
        line.add(2, "--data=" + folder.resolve("data"));
        int code = Turnpike.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    @Test
    void what_is_not_there_is_told_with_the_way_to_find_it() {
        assertThat(say("charge", "4711"))
                .isEqualTo(new Said(
                        CommandLine.ExitCode.USAGE,
                        "",
                        "turnpike explain charge: '4711' names no charge: write U20260310T090000Z-3f2a9c11 for usage, F123 for a"
                                + " fee (as 'explain charges' and 'explain line' print them), or FILE:LINE for the record of a"
                                + " usage file\nTry 'turnpike explain charge --help'.\n"));
        assertThat(say("line", "--operator", "meridian", "26-0000001").err())
                .startsWith(
                        "turnpike explain line: '26-0000001' names no line: write the document's number, a slash and the"
                                + " line's position, such as 26-0000001/3");
        assertThat(say("charge", "F12").err())
                .startsWith("WARNING there was no database in ") // an empty one is made, and said
                .contains(
                        "turnpike explain charge: there is no charge F12: 'turnpike explain charges --account NUMBER");
        assertThat(say("document", "--operator", "meridian", "26-0000001").err())
                .startsWith(
                        "turnpike explain document: operator 'meridian' has no invoice 26-0000001: copy the number from the"
                                + " document");
        assertThat(say("charges", "--account", "1", "--month", "2026-03").err())
                .startsWith("turnpike explain charges: there is no account 1");
        assertThat(say("check", "--month", "2026-03"))
                .isEqualTo(new Said(
                        0, "accounts 0, usage charges 0, fee charges 0: 0 differ, 0 wait to be settled\n", ""));
    }
}
