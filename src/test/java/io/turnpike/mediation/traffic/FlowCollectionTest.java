package io.turnpike.mediation.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.flows.FlowChunks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Files of flows in the database. Each sample holds the 38 flows and 6,547,726 bytes that nfdump counted itself (totals.csv). */
@DatabaseTest
class FlowCollectionTest {
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
    private UnmatchedHours unmatched;

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

    private static Path sample(String reader, String file) {
        return READERS.resolve(reader).resolve(file);
    }

    @ParameterizedTest
    @CsvSource({
        "nfdump-1.7.1, sample.csv",
        "nfdump-1.7.5, sample.csv",
        "nfdump-csv-columns, sample.csv",
        "nfdump-fmt, sample.txt"
    })
    void what_is_stored_of_a_sample_adds_up_to_nfdumps_own_totals(String reader, String file) {
        traffic.subscriber("1", "", "203.0.113.0/24", "2001:db8:1::/48");
        traffic.collect(sample(reader, file), reader);
        // 192.0.2.1 to 192.0.2.99 are strangers; all flows have at least one side that is the subscriber's, 27,900
        // bytes both
        assertThat(traffic.rows(TOTALS)).containsExactly("38 38 0 0 0 0 " + (6_547_726 + 27_900));
        assertThat(deltas.bytesWaiting()).isEqualTo(6_547_726 + 27_900);
        assertThat(unmatched.totalBytes()).isZero();
    }

    @Test
    void flows_without_an_owner_are_held_and_their_bytes_kept_by_address() {
        traffic.subscriber("1", "", "203.0.113.10");
        traffic.collect(sample("nfdump-1.7.1", "sample.csv"), "nfdump-1.7.1");
        long read = traffic.number("select records_read from input_file");
        long held = traffic.number("select records_held from input_file");
        assertThat(read).isEqualTo(38);
        assertThat(held).isPositive().isEqualTo(read - traffic.number("select records_rated from input_file"));
        assertThat(unmatched.list("", 100))
                .noneMatch(address -> address.address().equals("203.0.113.10"));
        assertThat(unmatched.list("", 100).stream()
                        .mapToLong(UnmatchedHours.Address::bytes)
                        .sum())
                .isEqualTo(unmatched.totalBytes());
        String first = unmatched.list("", 1).get(0).address();
        assertThat(unmatched.list(first, 1).get(0).address()).isNotEqualTo(first);
        assertThat(unmatched.hours(first)).isNotEmpty().allMatch(hour -> hour.bytes() > 0);
    }

    @Test
    void lines_that_cannot_be_read_are_suspended_with_their_header_and_wrong_totals_are_told() throws IOException {
        traffic.subscriber("1", "", "203.0.113.0/24", "2001:db8:1::/48");
        String text = Files.readString(sample("nfdump-1.7.1", "sample.csv"))
                .replaceFirst("203\\.0\\.113\\.15,192\\.0\\.2\\.1,", "203.0.113.15,192.0.2.,");
        traffic.collect(Files.writeString(folder.resolve("damaged.csv"), text), "nfdump-1.7.1");
        // the damaged line had 420 bytes
        assertThat(traffic.rows(TOTALS)).containsExactly("38 37 1 0 0 0 " + (6_547_726 + 27_900 - 420));
        assertThat(traffic.rows("select line_number, reason, left(header, 9) from suspended_record"))
                .containsExactly("38 bad-address ts,te,td,");
        assertThat(traffic.rows("select state, reason from input_file"))
                .containsExactly("done 1 of 1 totals the tool wrote differ from what was read");
    }

    @Test
    void a_line_in_suspense_becomes_traffic_when_it_can_be_read() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        String good = "2026-03-01T12:10:00+03:00 60 192.0.2.10 10.20.0.17 1000";
        Path file = traffic.flows(
                "f1", good, good.replace("192.0.2.10", "broken"), good.replace("10.20.0.17 1000", "10.20.0.17 3.9M"));
        traffic.collect(file);
        assertThat(traffic.rows(TOTALS)).containsExactly("3 1 2 0 0 0 1000");
        traffic.run("retry-flows", Map.of(), 1);
        assertThat(traffic.rows(TOTALS)).containsExactly("3 1 2 0 0 0 1000");
        assertThat(traffic.rows("select state, reason, tries from suspended_record order by line_number"))
                .containsExactly("open bad-address 1", "open scaled-number 1");
        // as if the reader had been mended: the line can be read by it now
        traffic.update(
                "update suspended_record set raw = convert_to(replace(convert_from(raw, 'UTF8'), 'broken', '192.0.2.11'), 'UTF8')"
                        + " where reason = 'bad-address'");
        traffic.failIn("retry-flows", Map.of());
        assertThat(traffic.rows(TOTALS)).containsExactly("3 1 2 0 0 0 1000");
        traffic.run("retry-flows", Map.of("format", "nfdump-csv-columns"), 1);
        traffic.run("retry-flows", Map.of(), 1);
        assertThat(traffic.rows(TOTALS)).containsExactly("3 2 1 0 0 0 2000");
        assertThat(deltas.bytesWaiting()).isEqualTo(2000);
        assertThat(traffic.rows("select state from suspended_record order by line_number"))
                .containsExactly("rated", "open");
    }

    @Test
    void a_line_that_broke_off_is_not_made_whole_by_a_retry() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        Path file = traffic.flows("f1", "2026-03-01T12:10:00+03:00 60 192.0.2.10 10.20.0.17 1000");
        String text = Files.readString(file);
        traffic.collect(Files.writeString(file, text.substring(0, text.length() - 1)));
        traffic.run("retry-flows", Map.of(), 1);
        assertThat(traffic.rows("select state, reason, tries from suspended_record"))
                .containsExactly("open unfinished-line 1");
        assertThat(traffic.rows(TOTALS)).containsExactly("1 0 1 0 0 0 0");
    }

    @Test
    void estimated_bytes_are_recorded_as_such_with_the_file() {
        traffic.collect(sample("cisco-verbose-cache", "cache-20260301-132000.txt"), "cisco-verbose-cache");
        // totals.csv: 33 flows of IPv4, 6,388,602 bytes
        assertThat(traffic.rows("select reason from input_file")).containsExactly("estimated: 33 flows, 6388602 bytes");
        assertThat(traffic.notes()).anyMatch(note -> note.endsWith("estimated 6388602"));
    }

    @Test
    void a_file_without_the_time_in_its_name_is_refused_as_a_whole() throws IOException {
        Path file = Files.copy(sample("cisco-verbose-cache", "cache-20260301-132000.txt"), folder.resolve("cache.txt"));
        traffic.collect(file, "cisco-verbose-cache");
        assertThat(traffic.rows("select state, records_read from input_file")).containsExactly("refused 0");
        // the remedy it names
        traffic.collect(Files.move(file, folder.resolve("cache-20260301-132000.txt")), "cisco-verbose-cache");
        assertThat(traffic.rows("select name, state, records_read from input_file"))
                .containsExactly("cache-20260301-132000.txt done 33");
    }

    @Test
    void a_file_of_another_layout_is_refused_as_a_whole_and_named() throws IOException {
        traffic.collect(sample("nfdump-1.7.1", "sample.csv"), "nfdump-1.7.5");
        assertThat(traffic.rows("select state, records_read, left(reason, 54) from input_file"))
                .containsExactly("refused 0 line 1: the header has no column 'srcAddr', 'dstAddr',");
        assertThat(traffic.rows("select reason from input_file"))
                .allMatch(reason ->
                        reason.contains("is nfdump-1.7.5 the right reader? the line begins 'ts,te,td,sa,da,"));
        assertThat(traffic.number("select count(*) from suspended_record")).isZero();
    }

    @Test
    void a_packed_file_that_breaks_off_is_refused_and_taken_in_when_it_comes_whole() throws IOException {
        traffic.subscriber("1", "", "203.0.113.0/24", "2001:db8:1::/48");
        Path file = folder.resolve("sample.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(sample("nfdump-1.7.1", "sample.csv"), out);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        traffic.collect(file, "nfdump-1.7.1");
        assertThat(traffic.rows("select state, records_read from input_file")).containsExactly("refused 0");
        traffic.collect(Files.write(file, whole), "nfdump-1.7.1");
        assertThat(traffic.rows(TOTALS)).containsExactly("0 0 0 0 0 0 0", "38 38 0 0 0 0 " + (6_547_726 + 27_900));
    }

    @Test
    void a_banner_before_the_header_costs_only_itself() throws IOException {
        traffic.subscriber("1", "", "203.0.113.0/24", "2001:db8:1::/48");
        String text = "printed by night\n" + Files.readString(sample("nfdump-1.7.1", "sample.csv"));
        traffic.collect(Files.writeString(folder.resolve("banner.csv"), text), "nfdump-1.7.1");
        assertThat(traffic.rows(TOTALS)).containsExactly("39 38 1 0 0 0 " + (6_547_726 + 27_900));
    }

    @Test
    void a_failing_transaction_leaves_nothing_and_a_restart_goes_on_at_the_stored_position() {
        traffic.subscriber("1", "", "203.0.113.0/25", "2001:db8:1::/48");
        Path file = sample("nfdump-1.7.1", "sample.csv");
        traffic.collect(file, "nfdump-1.7.1");
        String once = traffic.rows(TOTALS).get(0);
        long unmatchedOnce = unmatched.totalBytes();
        traffic.begin();
        traffic.subscriber("1", "", "203.0.113.0/25", "2001:db8:1::/48");
        try (FlowCollection work = inRangesOfAFewRecords(file)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> traffic.perform(work, 0))
                    .hasMessage("the power went out");
        }
        assertThat(traffic.number("select count(*) from traffic_delta")).isZero();
        assertThat(traffic.number("select count(*) from file_position")).isZero();
        try (FlowCollection work = inRangesOfAFewRecords(file)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> traffic.perform(work, 3))
                    .hasMessage("the power went out");
        }
        assertThat(traffic.number("select records_read from input_file")).isBetween(1L, 37L);
        try (FlowCollection work = inRangesOfAFewRecords(file)) {
            traffic.perform(work, Long.MAX_VALUE);
        }
        assertThat(traffic.rows(TOTALS)).containsExactly(once);
        assertThat(unmatched.totalBytes()).isEqualTo(unmatchedOnce);
        assertThat(traffic.rows("select state from input_file where reason is null"))
                .containsExactly("done");
    }

    private FlowCollection inRangesOfAFewRecords(Path file) {
        TrafficReaders readers = context.getBean(TrafficReaders.class);
        return new FlowCollection(
                context.getBean(FlowCollection.Stores.class),
                new FlowCollection.Rules(
                        readers.formats(""),
                        readers.zones(),
                        Owners.of(context.getBean(ServiceDirectoryLoader.class).load()),
                        new FlowChunks.Cut(1, 4, 8, 6)),
                new Inbox(folder),
                List.of(new Inbox.Delivery("nfdump-1.7.1", file)),
                new StepRequest(1, new Parameters(Map.of()), 0, 1, Progress.NONE));
    }

    @Test
    void traffic_of_an_address_assigned_late_becomes_the_services_from_that_hour_on() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        traffic.collect(traffic.flows(
                "f1",
                "2026-03-01T11:10:00+03:00 60 192.0.2.10 10.20.0.99 1000",
                "2026-03-01T12:10:00+03:00 60 192.0.2.10 10.20.0.99 2000",
                "2026-03-01T13:10:00+03:00 60 10.20.0.99 192.0.2.10 300"));
        assertThat(traffic.rows(TOTALS)).containsExactly("3 0 0 0 0 3 0");
        assertThat(unmatched.hours("10.20.0.99").stream()
                        .map(hour -> hour.hour() + " " + hour.direction() + " " + hour.zone() + " " + hour.bytes()))
                .containsExactly(
                        "2026-03-01T08:00:00Z incoming internet 1000",
                        "2026-03-01T09:00:00Z incoming internet 2000",
                        "2026-03-01T10:00:00Z outgoing internet 300");
        traffic.run("match-traffic", Map.of(), 1);
        assertThat(unmatched.totalBytes()).isEqualTo(3300);
        traffic.address("1", "10.20.0.99", "2026-03-01T12:00:00");
        traffic.failIn("match-traffic", Map.of());
        assertThat(unmatched.totalBytes()).isEqualTo(3300);
        assertThat(deltas.bytesWaiting()).isZero();
        traffic.run("match-traffic", Map.of(), 1);
        traffic.run("match-traffic", Map.of(), 1);
        assertThat(unmatched.totalBytes()).isEqualTo(1000);
        assertThat(deltas.bytesWaiting()).isEqualTo(2300);
        assertThat(traffic.rows(TOTALS)).containsExactly("3 2 0 0 0 1 2300");
        assertThat(traffic.rows("select bytes_read, bytes_rated, bytes_held, bytes_both_sides from input_file"))
                .containsExactly("3300 2300 1000 0");
        assertThat(traffic.notes())
                .contains("traffic without an owner: 2300 bytes found one, 1000 bytes wait")
                .contains("traffic without an owner: 0 bytes found one, 1000 bytes wait");
    }

    @Test
    void what_finds_an_owner_late_leaves_the_held_records_of_its_own_file() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        traffic.collect(traffic.flows("f1", "2026-03-01T12:10:00+03:00 60 192.0.2.10 10.20.0.99 1000"));
        traffic.collect(traffic.flows(
                "f2",
                "2026-03-01T12:20:00+03:00 60 192.0.2.10 10.20.0.99 2000",
                "2026-03-01T12:50:00+03:00 1200 192.0.2.10 10.20.0.99 600", // 300 after 13:00
                "2026-03-01T12:20:00+03:00 60 192.0.2.10 10.20.0.98 7"));
        assertThat(traffic.rows(TOTALS)).containsExactly("1 0 0 0 0 1 0", "3 0 0 0 0 3 0");
        traffic.address("1", "10.20.0.99", "2026-03-01T12:00:00");
        traffic.run("match-traffic", Map.of(), 1);
        assertThat(traffic.rows(TOTALS)).containsExactly("1 1 0 0 0 0 1000", "3 2 0 0 0 1 2600");
        assertThat(traffic.rows("select bytes_read, bytes_rated, bytes_held, bytes_both_sides from input_file"
                        + " order by file_id"))
                .containsExactly("1000 1000 0 0", "2607 2600 7 0");
        assertThat(deltas.bytesWaiting()).isEqualTo(3600);
    }

    @Test
    void a_flow_between_two_without_an_owner_is_held_until_its_source_has_one() throws IOException {
        traffic.subscriber("1", "", "10.20.0.17");
        traffic.collect(traffic.flows("f1", "2026-03-01T12:10:00+03:00 60 10.20.0.98 10.20.0.99 500"));
        assertThat(traffic.rows(TOTALS)).containsExactly("1 0 0 0 0 1 0");
        traffic.address("1", "10.20.0.99", "2026-01-01");
        traffic.run("match-traffic", Map.of(), 1);
        assertThat(traffic.rows(TOTALS)).containsExactly("1 0 0 0 0 1 500");
        traffic.address("1", "10.20.0.98", "2026-01-01");
        traffic.run("match-traffic", Map.of(), 1);
        assertThat(traffic.rows(TOTALS)).containsExactly("1 1 0 0 0 0 1000");
        assertThat(traffic.rows("select bytes_read, bytes_rated, bytes_held, bytes_both_sides from input_file"))
                .containsExactly("500 500 0 500");
    }

    @Test
    void zones_in_another_order_than_that_of_stored_sums_are_refused() {
        TrafficReaders readers = context.getBean(TrafficReaders.class);
        readers.zones();
        assertThat(traffic.rows("select zone, name from traffic_zone order by zone"))
                .containsExactly("0 local", "1 peering", "2 internet");
        traffic.update("update traffic_zone set name = 'partners' where zone = 1");
        try {
            org.assertj.core.api.Assertions.assertThatThrownBy(readers::zones)
                    .hasMessageContaining("zone 'peering' stands in place 2")
                    .hasMessageContaining("add new ones at the end");
        } finally {
            traffic.update("update traffic_zone set name = 'peering' where zone = 1");
        }
    }
}
