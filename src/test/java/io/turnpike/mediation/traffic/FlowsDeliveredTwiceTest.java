package io.turnpike.mediation.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Flows that are delivered again, as a whole or in part, count once. */
@DatabaseTest
class FlowsDeliveredTwiceTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final String SUMS = "select account_range, day, bytes, encode(sums, 'hex') from traffic_delta";

    /** read, to services, suspended, duplicate, filtered, held, bytes to services */
    private static final String TOTALS = """
            select records_read, records_rated, records_suspended, records_duplicate, records_filtered, records_held,
                bytes_rated + bytes_both_sides
            from input_file
            order by file_id
            """;

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TrafficDeltas deltas;

    @Autowired
    private TrafficChunks chunks;

    private TrafficFixture traffic;

    @BeforeEach
    void empty() {
        traffic = new TrafficFixture(context, folder);
        traffic.begin();
    }

    private static Path sample() {
        return READERS.resolve("nfdump-1.7.1").resolve("sample.csv");
    }

    @Test
    void a_second_delivery_under_another_name_changes_nothing() throws IOException {
        traffic.subscriber("1", "", "203.0.113.0/24");
        traffic.collect(sample(), "nfdump-1.7.1");
        List<String> sums = traffic.rows(SUMS);
        List<String> totals = traffic.rows(TOTALS);
        Path again = Files.copy(sample(), folder.resolve("again.csv"));
        traffic.collect(again, "nfdump-1.7.1");
        assertThat(traffic.rows(SUMS)).isEqualTo(sums);
        assertThat(traffic.rows(TOTALS)).isEqualTo(totals);
        assertThat(traffic.notes())
                .contains("again.csv: the same file was taken in before as sample.csv; nothing changed");
    }

    @Test
    void a_second_delivery_with_other_line_ends_and_packed_is_all_duplicates() throws IOException {
        traffic.subscriber("1", "", "203.0.113.0/24", "2001:db8:1::/48");
        String damaged = Files.readString(sample())
                .replaceFirst("203\\.0\\.113\\.15,192\\.0\\.2\\.1,", "203.0.113.15,192.0.2.,");
        traffic.collect(Files.writeString(folder.resolve("first.csv"), damaged), "nfdump-1.7.1");
        List<String> sums = traffic.rows(SUMS);
        Path again = folder.resolve("again.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(again))) {
            out.write(damaged.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        traffic.collect(again, "nfdump-1.7.1");
        assertThat(traffic.rows(SUMS)).isEqualTo(sums);
        // 38 records, one of them cannot be read and has no bytes: 420 fewer
        assertThat(traffic.rows(TOTALS))
                .containsExactly("38 37 1 0 0 0 " + (6_547_726 + 27_900 - 420), "38 0 0 38 0 0 0");
        assertThat(traffic.number("select count(*) from suspended_record")).isEqualTo(1);
        assertThat(chunks.duplicates(10))
                .containsExactly(
                        new TrafficChunks.Duplicate("again.csv.gz", 2, 39, 38, 6_547_726 - 420, "first.csv", 2, 39));
        assertThat(traffic.rows("select reason from input_file where name = 'again.csv.gz'"))
                .allMatch(reason -> reason.endsWith("all 38 records were delivered before"));
    }

    @Test
    void behind_a_mended_line_a_delivery_is_known_again() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        String[] flows = new String[2000];
        for (int i = 0; i < flows.length; i++) {
            flows[i] = "2026-03-01T12:" + (10 + i / 60) + ":" + (10 + i % 50) + "+03:00 60 192.0.2.10 10.20.0.17 "
                    + (1000 + i);
        }
        traffic.collect(traffic.flows("first.csv", flows));
        flows[999] = flows[999].replace("192.0.2.10", "192.0.2.11");
        traffic.collect(traffic.flows("mended.csv", flows));
        List<String> totals = traffic.rows("select records_rated, records_duplicate from input_file order by file_id");
        assertThat(totals.get(0)).isEqualTo("2000 0");
        assertThat(totals.get(1)).as("the mended line alone is new").isEqualTo("1 1999");
        assertThat(chunks.duplicates(10)).hasSize(2);
        assertThat(traffic.rows("select state, reason from input_file where name = 'mended.csv'"))
                .allMatch(reason -> reason.contains("of 2000 records were delivered before"));
    }

    private static String[] differentFlows(int count) {
        String[] flows = new String[count];
        for (int i = 0; i < count; i++) {
            flows[i] = "2026-03-01T12:%02d:%02d+03:00 60 192.0.2.10 10.20.0.17 %d"
                    .formatted(10 + i / 60 % 50, i % 60, 1000 + i);
        }
        return flows;
    }

    private long bytesOf(String[] flows) {
        return Arrays.stream(flows)
                .mapToLong(flow -> Long.parseLong(flow.substring(flow.lastIndexOf(' ') + 1)))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"40, 25", "100, 99", "200, 150", "2000, 1900", "2000, 333"})
    void a_file_that_was_cut_off_and_comes_whole_counts_once_whichever_comes_first(int count, int cut)
            throws IOException {
        String[] flows = differentFlows(count);
        String whole = Files.readString(traffic.flows("whole.csv", flows));
        List<String> lines = whole.lines().toList();
        String broken = String.join("\n", lines.subList(0, cut + 1)) + "\n"
                + lines.get(cut + 1).substring(0, 40);
        for (List<String> order : List.of(List.of(broken, whole), List.of(whole, broken))) {
            traffic.begin();
            traffic.subscriber("1", "", "10.20.0.17");
            for (int i = 0; i < order.size(); i++) {
                traffic.collect(Files.writeString(folder.resolve("part" + i + ".csv"), order.get(i)));
            }
            assertThat(deltas.bytesWaiting()).isEqualTo(bytesOf(flows));
            assertThat(traffic.number("select sum(records_duplicate) from input_file"))
                    .isEqualTo(cut);
            assertThat(traffic.rows("select reason from suspended_record")).containsExactly("unfinished-line");
            assertThat(chunks.duplicates(10))
                    .containsExactly(new TrafficChunks.Duplicate(
                            "part1.csv", 2, cut + 1, cut, bytesOf(Arrays.copyOf(flows, cut)), "part0.csv", 2, cut + 1));
        }
    }

    @Test
    void outputs_that_come_one_by_one_and_together_count_once() throws IOException {
        String[] flows = differentFlows(500);
        String first = Files.readString(traffic.flows("first.csv", Arrays.copyOf(flows, 120)));
        String second = Files.readString(traffic.flows("second.csv", Arrays.copyOfRange(flows, 120, 500)));
        for (List<String> order : List.of(
                List.of(first, second, first + second),
                List.of(first + second, second, first),
                List.of(first + first, second + first + second))) {
            traffic.begin();
            traffic.subscriber("1", "", "10.20.0.17");
            for (int i = 0; i < order.size(); i++) {
                traffic.collect(Files.writeString(folder.resolve("part" + i + ".csv"), order.get(i)));
            }
            assertThat(deltas.bytesWaiting()).isEqualTo(bytesOf(flows));
        }
    }

    @Test
    void an_output_of_nfdump_twice_in_one_file_counts_once() throws IOException {
        traffic.subscriber("1", "", "203.0.113.0/24", "2001:db8:1::/48");
        String text = Files.readString(sample());
        traffic.collect(Files.writeString(folder.resolve("twice.csv"), text + text), "nfdump-1.7.1");
        assertThat(traffic.rows(TOTALS)).containsExactly("76 38 0 38 0 0 " + (6_547_726 + 27_900));
    }

    @Test
    void a_few_equal_flows_are_flows() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        String[] flows = differentFlows(20);
        traffic.collect(traffic.flows("one.csv", Arrays.copyOf(flows, 7)));
        String[] other = flows.clone();
        for (int i = 7; i < 20; i++) {
            other[i] = flows[i].replace("192.0.2.10", "192.0.2.77");
        }
        traffic.collect(traffic.flows("other.csv", other));
        assertThat(traffic.number("select sum(records_duplicate) from input_file"))
                .isZero();
    }
}
