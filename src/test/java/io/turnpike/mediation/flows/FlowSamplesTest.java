package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.mediation.flows.FlowControl.Fate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped samples hold the same flows; their totals are those nfdump printed for itself. */
class FlowSamplesTest {
    private record Totals(long flows, long bytes, long packets) {}

    /** What nfdump says of its own store: see scripts/make-flow-samples. */
    private static Totals nfdump(String selection) {
        List<String> lines =
                FlowFixtures.file("readers/nfdump-1.7.1/totals.csv").lines();
        assertThat(lines.get(0)).isEqualTo("selection,flows,bytes,packets");
        String[] values = lines.stream()
                .filter(line -> line.startsWith(selection + ","))
                .findFirst()
                .orElseThrow()
                .split(",");
        return new Totals(Long.parseLong(values[1]), Long.parseLong(values[2]), Long.parseLong(values[3]));
    }

    @ParameterizedTest
    @CsvSource({
        "nfdump-1.7.1, sample.csv, all",
        "nfdump-fmt, sample.txt, all",
        "nfdump-1.7.5, sample.csv, all",
        "nfdump-csv-columns, sample.csv, all",
        "flow-tools-export, sample.csv, ipv4",
        "cisco-verbose-cache, cache-20260301-132000.txt, ipv4",
    })
    void the_totals_of_a_sample_are_nfdumps_own(String reader, String sample, String selection) {
        String text = FlowFixtures.file("readers/" + reader + "/" + sample).text();
        var kept = FlowFixtures.decode(FlowFixtures.format(reader), sample, text);
        assertThat(kept.rejections).isEmpty();
        assertThat(new Totals(
                        kept.flows.size(),
                        kept.bytes(),
                        kept.flows.stream()
                                .mapToLong(FlowFixtures.Seen::packets)
                                .sum()))
                .isEqualTo(nfdump(selection));
        assertThat(kept.summaries).allMatch(SummaryCheck::agrees);
    }

    @ParameterizedTest
    @CsvSource({"nfdump-1.7.1, sample.csv", "nfdump-fmt, sample.txt"})
    void what_the_tool_says_it_wrote_is_compared(String reader, String sample) {
        String text = FlowFixtures.file("readers/" + reader + "/" + sample).text();
        var kept = FlowFixtures.decode(FlowFixtures.format(reader), sample, text);
        assertThat(kept.summaries).singleElement().satisfies(check -> {
            assertThat(check.statedFlows()).isEqualTo(38);
            assertThat(check.statedBytes()).isEqualTo(nfdump("all").bytes());
        });
        String tampered = text.replaceFirst("(?m)^.*203\\.0\\.113\\.250.*\\n", "");
        assertThat(FlowFixtures.decode(FlowFixtures.format(reader), sample, tampered).summaries)
                .noneMatch(SummaryCheck::agrees);
    }

    @ParameterizedTest
    @CsvSource({
        "nfdump-fmt, sample.txt",
        "nfdump-1.7.5, sample.csv",
        "nfdump-csv-columns, sample.csv",
    })
    void every_layout_gives_the_same_flows_as_the_48_columns(String reader, String sample) {
        var expected = FlowFixtures.decode(
                FlowFixtures.format("nfdump-1.7.1"),
                "sample.csv",
                FlowFixtures.file("readers/nfdump-1.7.1/sample.csv").text());
        var kept = FlowFixtures.decode(
                FlowFixtures.format(reader),
                sample,
                FlowFixtures.file("readers/" + reader + "/" + sample).text());
        assertThat(kept.flows).isEqualTo(expected.flows);
    }

    @Test
    void flow_tools_times_come_from_the_uptime_and_are_those_of_nfdump() {
        var expected = FlowFixtures.decode(
                FlowFixtures.format("nfdump-1.7.1"),
                "sample.csv",
                FlowFixtures.file("readers/nfdump-1.7.1/sample.csv").text());
        var kept = FlowFixtures.decode(
                FlowFixtures.format("flow-tools-export"),
                "sample.csv",
                FlowFixtures.file("readers/flow-tools-export/sample.csv").text());
        assertThat(kept.flows)
                .isEqualTo(expected.flows.stream()
                        .filter(flow -> !flow.source().contains(":"))
                        .toList());
    }

    @Test
    void numbers_scaled_by_nfdump_are_marked_estimated_and_its_scaled_summary_is_not_compared() {
        String text = FlowFixtures.file("readers/nfdump-line/sample.txt").text();
        var kept = FlowFixtures.decode(FlowFixtures.format("nfdump-line"), "sample.txt", text);
        assertThat(kept.rejections).isEmpty();
        assertThat(kept.flows).hasSize(38);
        assertThat(kept.flows.stream().filter(FlowFixtures.Seen::estimated))
                .singleElement()
                .satisfies(flow -> assertThat(flow.bytes()).isEqualTo(3_900_000)); // 2617 x 1500 = 3,925,500
        // 25,500 bytes fewer than there were
        assertThat(kept.bytes()).isEqualTo(nfdump("all").bytes() - 25_500);
        assertThat(kept.summaries).singleElement().satisfies(check -> {
            assertThat(check.statedBytes()).isEqualTo(SummaryCheck.NOT_STATED);
            assertThat(check.statedFlows()).isEqualTo(38);
            assertThat(check.agrees()).isTrue();
        });
    }

    @Test
    void a_cisco_listing_is_estimated_and_its_flows_end_when_it_was_made() {
        String text = FlowFixtures.file("readers/cisco-verbose-cache/cache-20260301-132000.txt")
                .text();
        var kept = FlowFixtures.decode(FlowFixtures.format("cisco-verbose-cache"), "cache-20260301-132000.txt", text);
        assertThat(kept.flows).allMatch(FlowFixtures.Seen::estimated);
        // 2026-03-01 13:20:00 in Moscow (UTC+3) = 10:20:00 UTC
        assertThat(kept.flows).allMatch(flow -> flow.endMillis() == 1_772_360_400_000L);
        assertThat(kept.flows.get(0).startMillis()).isEqualTo(1_772_360_400_000L - 31_000);
    }

    @Test
    void a_whole_file_adds_up_from_flows_to_services() throws IOException {
        AddressIndex index = FlowFixtures.index("203.0.113.10", "203.0.113.12/31", "2001:db8:1:10::/64");
        FlowAggregator aggregator = new FlowAggregator(index, FlowFixtures.zones());
        try (FlowFile file = FlowFile.open(
                FlowFixtures.HOME.resolve("readers/nfdump-1.7.1/sample.csv"),
                FlowFixtures.format("nfdump-1.7.1"),
                FlowPosition.START,
                FlowRow.LATEST_MILLIS)) {
            assertThat(file.read(Long.MAX_VALUE, aggregator)).isFalse();
        }
        FlowControl control = aggregator.control();
        assertThat(control.recordsRead()).isEqualTo(38);
        assertThat(control.bytesRead()).isEqualTo(nfdump("all").bytes());
        assertThat(aggregator.totals().totalBytes())
                .isEqualTo(control.bytes(Fate.AGGREGATED) + control.bytes(Fate.COUNTED_TWICE));
        // 203.0.113.12 to .13, both of service 1: 31 packets of 900
        assertThat(control.bytes(Fate.COUNTED_TWICE)).isEqualTo(27_900);
        int incomingInternet = aggregator.totals().size() == 0
                ? -1
                : FlowFixtures.zones()
                        .trafficClass(0, IpAddress.of("192.0.2.1").low(), io.turnpike.usage.Direction.INCOMING);
        // 192.0.2.10 -> .10: 70 x 1400 = 98,000 at 09:50 UTC; 192.0.2.99: 601 x 1500 = 901,500 from 09:55 to 10:15, a
        // quarter
        // of it (225,375) before 10:00
        int nine = (int) (1_772_359_200L / 3600) - 1;
        assertThat(aggregator.totals().bytes(0, incomingInternet, nine)).isEqualTo(98_000 + 225_375);
        assertThat(aggregator.totals().bytes(0, incomingInternet, nine + 1)).isEqualTo(676_125);
    }
}
