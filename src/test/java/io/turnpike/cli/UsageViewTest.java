package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.charging.ChargeId;
import io.turnpike.charging.ExplainedUsage;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a person is told of a usage charge that does not stand as computed. 21:30 UTC is the next day in Moscow. */
class UsageViewTest {
    private static final Instant AT = Instant.parse("2026-03-04T21:30:00Z");

    private static String printed(
            @Nullable String takenBack, long computed, long charged, @Nullable LocalDate settledThrough) {
        boolean waits = settledThrough == null;
        ChargeId id = ChargeId.parse("U20260304T213000Z-9a500f13");
        StringWriter text = new StringWriter();
        new UsageView(
                        new PrintWriter(text),
                        new ExplainedUsage(
                                id,
                                "meridian 1001/net",
                                ZoneId.of("Europe/Moscow"),
                                "RUB",
                                new ExplainedUsage.Source("flows.txt", "", "", 0, null, List.of()),
                                UsageKind.INTERNET,
                                Direction.INCOMING,
                                "internet",
                                AT,
                                1_048_576,
                                List.of(),
                                List.of(),
                                takenBack,
                                new ExplainedUsage.Result(
                                        computed,
                                        0,
                                        charged,
                                        0,
                                        charged,
                                        List.of(),
                                        List.of(id),
                                        waits,
                                        settledThrough,
                                        !waits && computed != charged)))
                .print();
        return text.toString();
    }

    /** Every command that a text says can be typed is one, and every job it runs is there. */
    private static List<String> commands(String text) {
        List<String> commands = Pattern.compile("'turnpike ([^']*)'")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        for (String command : commands) {
            String[] words = command.split(" ", -1);
            if (words[0].equals("run")) {
                assertThat(Files.exists(Path.of(System.getProperty("turnpike.home", "."), "jobs", words[1] + ".yaml")))
                        .as(command)
                        .isTrue();
            }
            CommandLine line = Turnpike.commandLine();
            line.parseArgs(words);
        }
        return commands;
    }

    @Test
    void a_difference_names_commands_that_show_and_correct_it() {
        String text = printed(null, 1_000_000, 2_000_000, LocalDate.of(2026, 4, 1));
        assertThat(text).contains("  THE TWO DIFFER: ");
        assertThat(commands(text))
                .containsExactly("rerate --account NUMBER --from 2026-03-05 --to 2026-03-06", "run month");
    }

    @Test
    void a_provisional_price_names_the_job_that_settles_it() {
        assertThat(commands(printed(null, 1_000_000, 2_000_000, null))).containsExactly("run month");
    }

    @Test
    void a_charge_that_was_taken_back_says_where_its_traffic_is() {
        String anew = printed("charged-anew", 0, 0, LocalDate.of(2026, 4, 1));
        assertThat(anew)
                .contains("  taken back, charged-anew: the day's traffic was charged anew")
                .endsWith("agree\n");
        assertThat(commands(anew)).containsExactly("explain charges --account NUMBER --at 2026-03-05");
        assertThat(commands(printed("no-rate", 0, 0, LocalDate.of(2026, 4, 1)))).containsExactly("suspense traffic");
        assertThat(printed("unknown-service", 0, 0, LocalDate.of(2026, 4, 1)))
                .contains("taken back, unknown-service: no service had the identifier then");
    }
}
