package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoarseTrafficTest {
    @TempDir
    private Path rules;

    private Optional<Problem> told(String round, String... rates) throws IOException {
        Files.createDirectories(rules.resolve("coarse-net"));
        Files.writeString(
                rules.resolve("coarse-net/2026-01-01.yaml"),
                "plan: coarse-net\nvalid-from: 2026-01-01\ncurrency: RUB\nround: " + round + "\nrates:\n  "
                        + String.join("\n  ", rates) + "\n");
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(rules, problems);
        assertThat(problems.render()).isEmpty();
        assertThat(catalog.versions("coarse-net"))
                .extracting(PlanVersion::validFrom)
                .containsExactly(LocalDate.of(2026, 1, 1));
        return CoarseTraffic.in(catalog.versions("coarse-net").get(0));
    }

    @Test
    void a_step_of_rounding_worth_megabytes_is_told_at_the_cheapest_node() throws IOException {
        Problem problem = told(
                        "half-up to 0.01 RUB",
                        "internet/incoming/peering: 1.50 RUB/GiB",
                        "internet/incoming/internet: { tiers: graduated, up-to 100 GiB: 0 RUB/GiB, above: 0.50 RUB/GiB }")
                .orElseThrow();

        assertThat(problem.place().line()).isEqualTo(7);
        // 0.01 / 0.50 x 1,048,576 KiB = 20,971.52
        assertThat(problem.message())
                .isEqualTo(
                        "each hour of traffic is rounded to 0.01 RUB, here the price of 20971 KiB: hours with less may cost"
                                + " nothing, or too much");
    }

    @Test
    void fine_rounding_dear_traffic_free_traffic_and_calls_are_not() throws IOException {
        assertThat(told("half-up to 0.000001 RUB", "internet/incoming: 0.20 RUB/GiB"))
                .isEmpty();
        assertThat(told("half-up to 0.01 RUB", "internet/incoming: 1.00 RUB/MiB"))
                .isEmpty();
        assertThat(told("half-up to 0.01 RUB", "internet/incoming: 0 RUB/GiB")).isEmpty();
        assertThat(told("half-up to 10 RUB", "voice/outgoing: 0.01 RUB/min")).isEmpty();
        assertThat(told(
                        "half-up to 0.01 RUB",
                        "internet/incoming: { tiers: by-started-blocks, above: 0.10 RUB/10 GiB, every: month }"))
                .isEmpty();
    }
}
