package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows are summed by the hours of the clock of the operator whose service they are of. */
class FlowHoursTest {
    private static final String THERE = "192.0.2.1";
    private static final String HERE = "203.0.113.1";
    private static final String BESIDE = "203.0.113.2";

    /** Service n has the n-th address and is of an operator in the n-th zone. */
    private static AddressIndex index(String... zones) {
        List<OperatorHours> clocks = new ArrayList<>();
        AddressIndex.Builder builder = new AddressIndex.Builder().hours(clocks::get);
        for (String zone : zones) {
            builder.add(IpPrefix.of("203.0.113." + (clocks.size() + 1)), clocks.size(), 0, Long.MAX_VALUE);
            clocks.add(new OperatorHours(ZoneId.of(zone)));
        }
        return builder.build();
    }

    private static Flow flow(String source, String destination, String start, long seconds, long bytes) {
        Flow flow = new Flow();
        IpAddress from = IpAddress.of(source);
        IpAddress to = IpAddress.of(destination);
        flow.sourceHigh = from.high();
        flow.sourceLow = from.low();
        flow.destinationHigh = to.high();
        flow.destinationLow = to.low();
        flow.startMillis = Instant.parse(start).toEpochMilli();
        flow.endMillis = flow.startMillis + seconds * 1000;
        flow.bytes = bytes;
        return flow;
    }

    /** Service, day, place of the hour in it, and bytes. */
    private static List<String> sums(TrafficTotals totals, AddressIndex index) {
        List<String> sums = new ArrayList<>();
        totals.forEachHour((service, trafficClass, hour, bytes) -> {
            OperatorHours.Slot slot = index.hoursOf(service).slotOf(hour);
            sums.add(service + " " + slot.day() + " " + slot.index() + " " + bytes);
        });
        return sums;
    }

    private static List<String> divided(String zone, String start, long seconds, long bytes) {
        AddressIndex index = index(zone);
        FlowAggregator it = new FlowAggregator(index, FlowFixtures.zones());
        it.flow(flow(THERE, HERE, start, seconds, bytes));
        return sums(it.totals(), index);
    }

    @Test
    void the_first_half_hour_of_a_month_in_kolkata_is_aprils() {
        // 2026-04-01 00:10
        assertThat(divided("Asia/Kolkata", "2026-03-31T18:40:00Z", 600, 1000)).containsExactly("0 2026-04-01 0 1000");
    }

    @Test
    void a_flow_is_divided_at_midnight_of_kolkata() {
        // 23:50 to 00:20: 10 of 30 minutes, 20 of 30
        assertThat(divided("Asia/Kolkata", "2026-03-31T18:20:00Z", 1800, 300))
                .containsExactly("0 2026-03-31 23 100", "0 2026-04-01 0 200");
        // 00:10 to 00:50 lies in one hour, though a UTC hour ends within
        assertThat(divided("Asia/Kolkata", "2026-03-31T18:40:00Z", 2400, 300)).containsExactly("0 2026-04-01 0 300");
    }

    @Test
    void a_flow_is_divided_at_midnight_of_kathmandu() {
        // 23:55 to 01:05: 5, 60 and 5 of 70 minutes
        assertThat(divided("Asia/Kathmandu", "2026-03-31T18:10:00Z", 4200, 1400))
                .containsExactly("0 2026-03-31 23 100", "0 2026-04-01 0 1200", "0 2026-04-01 1 100");
    }

    @Test
    void the_half_hour_that_lord_howe_skips_makes_an_hour_of_30_minutes() {
        // 01:00 to 04:00 on October 4, which is 150 minutes: 02:00 became 02:30
        assertThat(divided("Australia/Lord_Howe", "2026-10-03T14:30:00Z", 9000, 1500))
                .containsExactly("0 2026-10-04 1 600", "0 2026-10-04 2 300", "0 2026-10-04 3 600");
    }

    @Test
    void the_half_hour_that_lord_howe_repeats_makes_an_hour_of_90_minutes() {
        // 00:00 to 03:00 on April 5, which is 210 minutes: 02:00 became 01:30
        assertThat(divided("Australia/Lord_Howe", "2026-04-04T13:00:00Z", 12_600, 2100))
                .containsExactly("0 2026-04-05 0 600", "0 2026-04-05 1 900", "0 2026-04-05 2 600");
        // and the day ends half an hour later than it began
        assertThat(divided("Australia/Lord_Howe", "2026-04-05T13:00:00Z", 3600, 2))
                .containsExactly("0 2026-04-05 23 1", "0 2026-04-06 0 1");
    }

    @Test
    void each_side_is_divided_by_the_clock_of_its_own_operator() {
        AddressIndex index = index("Europe/Moscow", "Asia/Kolkata");
        FlowAggregator it = new FlowAggregator(index, FlowFixtures.zones());
        it.flow(flow(HERE, BESIDE, "2026-03-31T18:20:00Z", 3600, 60));
        assertThat(sums(it.totals(), index))
                .containsExactly("0 2026-03-31 21 40", "0 2026-03-31 22 20", "1 2026-03-31 23 10", "1 2026-04-01 0 50");
    }

    @Test
    void an_hour_that_finds_its_owner_late_goes_to_the_day_in_which_its_first_flow_began() {
        FlowAggregator it = new FlowAggregator(FlowFixtures.index("203.0.113.9"), FlowFixtures.zones());
        it.flow(flow(THERE, HERE, "2026-03-31T18:40:00Z", 10, 1)); // 00:10 in April
        it.flow(flow(THERE, BESIDE, "2026-03-31T18:10:00Z", 10, 20)); // 23:40 in March
        it.flow(flow(THERE, BESIDE, "2026-03-31T18:40:00Z", 10, 40)); // of the same UTC hour
        it.flow(flow(BESIDE, THERE, "2026-03-31T18:50:00Z", 1200, 800)); // 00:20 to 00:40: two UTC hours
        AddressIndex late = index("Asia/Kolkata", "Asia/Kolkata");
        TrafficTotals matched = new TrafficTotals();
        assertThat(it.unmatched().retry(late, matched)).isEmpty();
        // UTC hour 19, into which the last one reaches, began at 00:30
        assertThat(sums(matched, late)).containsExactly("0 2026-04-01 0 1", "1 2026-04-01 0 800", "1 2026-03-31 23 60");
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Kolkata, 1",
        "Asia/Kathmandu, 2",
        "Australia/Lord_Howe, 3",
        "America/St_Johns, 4",
        "Pacific/Chatham, 5",
        "Europe/Berlin, 6"
    })
    void shares_add_up_and_each_day_gets_its_own(String zone, long seed) {
        Random random = new Random(seed);
        AddressIndex index = index(zone);
        ZoneId there = ZoneId.of(zone);
        OperatorHours clock = new OperatorHours(there);
        Instant year = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 2000; i++) {
            Instant start = year.plusMillis(random.nextLong(366L * 86_400_000));
            long seconds = random.nextInt(4) == 0 ? random.nextInt(31 * 86_400) : random.nextInt(10_000);
            // a byte a millisecond: a share is as many bytes as milliseconds of the flow lie in its hour
            Flow flow = flow(THERE, HERE, start.toString(), seconds, seconds * 1000);
            FlowAggregator it = new FlowAggregator(index, FlowFixtures.zones());
            it.flow(flow);
            TreeMap<LocalDate, Long> days = new TreeMap<>();
            it.totals()
                    .forEachHour((service, trafficClass, hour, bytes) ->
                            days.merge(clock.slotOf(hour).day(), bytes, Long::sum));
            days.forEach((day, bytes) -> assertThat(bytes)
                    .as("seed %d: %s of %s for %d s", seed, day, start, seconds)
                    .isEqualTo(within(
                            flow,
                            day.atStartOfDay(there).toInstant(),
                            day.plusDays(1).atStartOfDay(there).toInstant())));
            assertThat(it.totals().totalBytes()).as("seed %d: %s", seed, start).isEqualTo(flow.bytes);
        }
    }

    private static long within(Flow flow, Instant from, Instant to) {
        return Math.min(flow.endMillis, to.toEpochMilli()) - Math.max(flow.startMillis, from.toEpochMilli());
    }

    @Test
    void the_longest_flow_over_a_change_of_the_clock_fits() {
        AddressIndex index = index("Australia/Lord_Howe");
        FlowAggregator it = new FlowAggregator(index, FlowFixtures.zones());
        // begins in an hour that began in the UTC hour before, ends in one that began with its own, and one of 30
        // minutes lies between
        it.flow(flow(
                THERE,
                HERE,
                "2026-09-20T00:10:00Z",
                FlowAggregator.LONGEST_FLOW_MILLIS / 1000,
                999_999_999_999_999_999L));
        assertThat(it.totals().totalBytes()).isEqualTo(999_999_999_999_999_999L);
        assertThat(it.totals().size()).isEqualTo(31 * 24 + 2);
    }
}
