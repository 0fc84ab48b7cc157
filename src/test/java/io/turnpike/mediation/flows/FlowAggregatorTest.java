package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.mediation.flows.FlowControl.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlowAggregatorTest {
    /** 2026-03-01 10:00:00 UTC. */
    private static final long TEN = 1_772_359_200_000L;

    private static final int TEN_HOUR = (int) (TEN / 3_600_000);
    // zones in written order: local 0, peering 1, internet 2; twice the zone, plus one for incoming
    private static final int INTERNET_OUT = 4;
    private static final int INTERNET_IN = 5;
    private static final int LOCAL_OUT = 0;
    private static final int LOCAL_IN = 1;
    private static final int PEERING_IN = 3;

    private static Flow flow(String source, String destination, long start, long end, long bytes) {
        Flow flow = new Flow();
        IpAddress from = IpAddress.of(source);
        IpAddress to = IpAddress.of(destination);
        flow.sourceHigh = from.high();
        flow.sourceLow = from.low();
        flow.destinationHigh = to.high();
        flow.destinationLow = to.low();
        flow.startMillis = start;
        flow.endMillis = end;
        flow.bytes = bytes;
        return flow;
    }

    private static FlowAggregator aggregator(String... services) {
        return new FlowAggregator(FlowFixtures.index(services), FlowFixtures.zones());
    }

    @Test
    void traffic_is_classed_by_direction_and_by_the_zone_of_the_other_side() {
        FlowAggregator it = aggregator("203.0.113.1");
        it.flow(flow("192.0.2.1", "203.0.113.1", TEN, TEN, 10));
        it.flow(flow("203.0.113.1", "192.0.2.1", TEN, TEN, 20));
        it.flow(flow("198.51.100.1", "203.0.113.1", TEN, TEN, 40));
        it.flow(flow("10.1.1.1", "203.0.113.1", TEN, TEN, 80));
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR)).isEqualTo(10);
        assertThat(it.totals().bytes(0, INTERNET_OUT, TEN_HOUR)).isEqualTo(20);
        assertThat(it.totals().bytes(0, PEERING_IN, TEN_HOUR)).isEqualTo(40);
        assertThat(it.totals().bytes(0, LOCAL_IN, TEN_HOUR)).isEqualTo(80);
    }

    @Test
    void traffic_between_two_services_counts_for_both_and_once_in_the_control_totals() {
        FlowAggregator it = aggregator("203.0.113.1", "203.0.113.2");
        it.flow(flow("203.0.113.1", "203.0.113.2", TEN, TEN, 7));
        assertThat(it.totals().bytes(0, LOCAL_OUT, TEN_HOUR)).isEqualTo(7);
        assertThat(it.totals().bytes(1, LOCAL_IN, TEN_HOUR)).isEqualTo(7);
        assertThat(it.control().bytesRead()).isEqualTo(7);
        assertThat(it.control().bytes(Fate.COUNTED_TWICE)).isEqualTo(7);
    }

    @Test
    void a_flow_over_hours_is_divided_by_time_and_the_shares_add_up() {
        FlowAggregator it = aggregator("203.0.113.1");
        // 30 min in the hour of 9, 60 in that of 10, 10 in that of 11: 3/10, 6/10, 1/10 of 1001 = 300.3, 600.6, 100.1;
        // the byte left over goes to the largest remainder
        it.flow(flow("192.0.2.1", "203.0.113.1", TEN - 1_800_000, TEN + 4_200_000, 1001));
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR - 1)).isEqualTo(300);
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR)).isEqualTo(601);
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR + 1)).isEqualTo(100);
    }

    @Test
    void the_byte_of_a_tie_goes_to_the_earlier_hour() {
        FlowAggregator it = aggregator("203.0.113.1");
        it.flow(flow("192.0.2.1", "203.0.113.1", TEN - 5000, TEN + 5000, 101));
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR - 1)).isEqualTo(51);
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR)).isEqualTo(50);
    }

    @Test
    void a_flow_that_ends_on_the_edge_is_not_in_the_hour_after_it() {
        FlowAggregator it = aggregator("203.0.113.1");
        it.flow(flow("192.0.2.1", "203.0.113.1", TEN - 5000, TEN, 101));
        it.flow(flow("192.0.2.1", "203.0.113.1", TEN, TEN, 3));
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR - 1)).isEqualTo(101);
        assertThat(it.totals().bytes(0, INTERNET_IN, TEN_HOUR)).isEqualTo(3);
    }

    @Test
    void the_longest_flow_of_the_most_bytes_does_not_overflow() {
        FlowAggregator it = aggregator("203.0.113.1");
        it.flow(flow(
                "192.0.2.1",
                "203.0.113.1",
                TEN - 1,
                TEN - 1 + FlowAggregator.LONGEST_FLOW_MILLIS,
                999_999_999_999_999_999L));
        assertThat(it.totals().totalBytes()).isEqualTo(999_999_999_999_999_999L);
        assertThat(it.totals().size()).isEqualTo(31 * 24 + 1);
    }

    @Test
    void every_address_of_a_large_network_is_found() {
        AddressIndex.Builder builder = new AddressIndex.Builder();
        for (int i = 0; i < 100_000; i++) { // 400 networks of 250 addresses
            builder.add(IpPrefix.of(address(i)), i, 0, Long.MAX_VALUE);
        }
        AddressIndex index = builder.build();
        for (int i = 0; i < 100_000; i++) {
            IpAddress address = IpAddress.of(address(i));
            assertThat(index.serviceAt(address.high(), address.low(), 0))
                    .as(address(i))
                    .isEqualTo(i);
        }
    }

    private static String address(int i) {
        return "10." + i / 62_500 + "." + i / 250 % 250 + "." + (i % 250 + 1);
    }

    @Test
    void an_address_belongs_to_whose_it_was_when_the_flow_began() {
        AddressIndex index = new AddressIndex.Builder()
                .add(IpPrefix.of("203.0.113.1"), 1, 0, TEN / 1000)
                .add(IpPrefix.of("203.0.113.1"), 2, TEN / 1000 + 10, Long.MAX_VALUE)
                .add(IpPrefix.of("203.0.113.0/24"), 3, 0, Long.MAX_VALUE)
                .build();
        IpAddress address = IpAddress.of("203.0.113.1");
        assertThat(index.serviceAt(address.high(), address.low(), TEN / 1000 - 1))
                .isEqualTo(1);
        assertThat(index.serviceAt(address.high(), address.low(), TEN / 1000)).isEqualTo(3);
        assertThat(index.serviceAt(address.high(), address.low(), TEN / 1000 + 10))
                .isEqualTo(2);
    }

    @Test
    void two_services_with_one_prefix_at_one_time_are_refused() {
        AddressIndex.Builder builder = new AddressIndex.Builder()
                .add(IpPrefix.of("10.0.0.0/8"), 1, 0, 10)
                .add(IpPrefix.of("10.0.0.0/8"), 2, 9, 20);
        assertThatThrownBy(builder::build).hasMessage("10.0.0.0/8 belongs to the services 1 and 2 at the same time");
    }

    @Test
    void traffic_of_nobody_is_kept_by_address_class_and_hour_and_matched_when_assigned_late() {
        FlowAggregator it = aggregator("203.0.113.1");
        it.flow(flow("192.0.2.1", "203.0.113.50", TEN, TEN, 10));
        it.flow(flow("203.0.113.50", "203.0.113.1", TEN, TEN + 7_200_000, 100));
        it.flow(flow("203.0.113.51", "192.0.2.1", TEN, TEN, 1000));
        assertThat(it.control().bytes(Fate.AGGREGATED)).isEqualTo(100);
        assertThat(it.control().bytes(Fate.UNMATCHED)).isEqualTo(1010);
        assertThat(it.unmatched().rows())
                .containsExactly(
                        new UnmatchedTraffic.Row(
                                IpPrefix.of("203.0.113.50"), LOCAL_OUT, TEN_HOUR, 50, TEN / 1000, TEN / 1000, 0, 0),
                        new UnmatchedTraffic.Row(
                                IpPrefix.of("203.0.113.50"), LOCAL_OUT, TEN_HOUR + 1, 50, TEN / 1000, TEN / 1000, 0, 0),
                        new UnmatchedTraffic.Row(
                                IpPrefix.of("203.0.113.50"), INTERNET_IN, TEN_HOUR, 10, TEN / 1000, TEN / 1000, 1, 10),
                        new UnmatchedTraffic.Row(
                                IpPrefix.of("203.0.113.51"),
                                INTERNET_OUT,
                                TEN_HOUR,
                                1000,
                                TEN / 1000,
                                TEN / 1000,
                                1,
                                1000));

        AddressIndex late = new AddressIndex.Builder()
                .add(IpPrefix.of("203.0.113.50"), 9, TEN / 1000, Long.MAX_VALUE)
                .build();
        TrafficTotals matched = new TrafficTotals();
        assertThat(it.unmatched().retry(late, matched))
                .containsExactly(new UnmatchedTraffic.Row(
                        IpPrefix.of("203.0.113.51"), INTERNET_OUT, TEN_HOUR, 1000, TEN / 1000, TEN / 1000, 1, 1000));
        assertThat(matched.bytes(9, INTERNET_IN, TEN_HOUR)).isEqualTo(10);
        assertThat(matched.bytes(9, LOCAL_OUT, TEN_HOUR)).isEqualTo(50);
        assertThat(matched.bytes(9, LOCAL_OUT, TEN_HOUR + 1)).isEqualTo(50);
    }

    @Test
    void an_hour_of_nobody_goes_to_whose_the_address_was_when_its_flows_began() {
        FlowAggregator it = new FlowAggregator(
                new AddressIndex.Builder()
                        .add(IpPrefix.of("203.0.113.50"), 1, 0, TEN / 1000 + 1200) // until 10:20
                        .build(),
                FlowFixtures.zones());
        it.flow(flow("192.0.2.1", "203.0.113.50", TEN + 600_000, TEN + 600_000, 1)); // 10:10
        it.flow(flow("192.0.2.1", "203.0.113.50", TEN + 1_500_000, TEN + 1_500_000, 10)); // 10:25
        it.flow(flow("192.0.2.1", "203.0.113.50", TEN + 1_800_000, TEN + 1_800_000, 20)); // 10:30
        AddressIndex.Builder late = new AddressIndex.Builder()
                .add(IpPrefix.of("203.0.113.50"), 1, 0, TEN / 1000 + 1200)
                .add(IpPrefix.of("203.0.113.50"), 3, TEN / 1000 + 2400, Long.MAX_VALUE); // from 10:40
        // 10:25 and 10:30 are neither the first one's nor the one's who came at 10:40
        assertThat(it.unmatched().retry(late.build(), new TrafficTotals())).hasSize(1);
        late.add(IpPrefix.of("203.0.113.50"), 2, TEN / 1000 + 1200, TEN / 1000 + 2400);
        TrafficTotals matched = new TrafficTotals();
        assertThat(it.unmatched().retry(late.build(), matched)).isEmpty();
        assertThat(matched.bytes(2, INTERNET_IN, TEN_HOUR)).isEqualTo(30);
    }

    @Test
    void of_two_strangers_both_sides_are_kept_and_the_record_counts_once() {
        FlowAggregator it = aggregator("203.0.113.1");
        it.flow(flow("192.0.2.1", "192.0.2.2", TEN, TEN, 10));
        assertThat(it.unmatched().rows())
                .extracting(row -> row.address() + " " + row.bytes() + " of which " + row.records() + " flow with "
                        + row.heldBytes())
                .containsExactly("192.0.2.1 10 of which 1 flow with 10", "192.0.2.2 10 of which 0 flow with 0");
        assertThat(it.control().bytes(Fate.UNMATCHED)).isEqualTo(10);
    }

    @Test
    void beyond_a_bound_unmatched_addresses_are_summed_by_neighbourhood_and_no_byte_is_lost() {
        UnmatchedTraffic unmatched = new UnmatchedTraffic(2);
        FlowAggregator it = new FlowAggregator(FlowFixtures.index("10.9.9.9"), FlowFixtures.zones(), unmatched);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            it.flow(flow("192.0.2.1", "203.0.113." + random.nextInt(256), TEN, TEN, 1));
            it.flow(flow("192.0.2.1", "100.64." + random.nextInt(256) + ".1", TEN, TEN, 1));
            it.flow(flow("2001:db8:ffff::1", "2001:db8:1::" + random.nextInt(256), TEN, TEN, 1));
        }
        assertThat(unmatched.totalBytes()).isEqualTo(3000);
        assertThat(unmatched.rows()).extracting(row -> row.address().toString()).contains("0.0.0.0/0");
        assertThat(unmatched.size()).isLessThanOrEqualTo(2 + 2 + 2);
        // a sum of many addresses is only for a service that has them all
        TrafficTotals matched = new TrafficTotals();
        assertThat(unmatched.retry(FlowFixtures.index("203.0.113.77"), matched)).isNotEmpty();
        UnmatchedTraffic stored = new UnmatchedTraffic(2);
        unmatched.rows().forEach(stored::add);
        assertThat(stored.rows()).isEqualTo(unmatched.rows());
    }

    @Test
    void sums_come_in_the_order_of_service_class_and_hour() {
        TrafficTotals totals = new TrafficTotals();
        int day = TEN_HOUR / 24;
        totals.add(2, 1, day * 24L + 23, 5);
        totals.add(2, 1, day * 24L + 24, 6);
        totals.add(2, 0, day * 24L, 7);
        totals.add(1, 5, day * 24L + 1, 8);
        List<String> hours = new ArrayList<>();
        totals.forEachHour((service, trafficClass, hour, bytes) ->
                hours.add(service + " " + trafficClass + " " + (hour - day * 24) + " " + bytes));
        assertThat(hours).containsExactly("1 5 1 8", "2 0 0 7", "2 1 23 5", "2 1 24 6");
    }

    @Test
    void many_sums_come_in_order_whatever_bytes_of_their_keys_differ() {
        Random random = new Random(7);
        Map<Long, Long> expected = new TreeMap<>();
        TrafficTotals totals = new TrafficTotals();
        for (int i = 0; i < 50_000; i++) {
            int service = random.nextInt(1 << random.nextInt(1, 31));
            int trafficClass = random.nextInt(120);
            int hour = random.nextInt(1 << 24);
            totals.add(service, trafficClass, hour, i);
            totals.add(service, trafficClass, hour, 1);
            expected.merge((long) service << 32 | (long) trafficClass << 24 | hour, i + 1L, Long::sum);
        }
        List<Map.Entry<Long, Long>> found = new ArrayList<>();
        totals.forEachHour((service, trafficClass, hour, bytes) ->
                found.add(Map.entry((long) service << 32 | (long) trafficClass << 24 | hour, bytes)));
        assertThat(found).isEqualTo(List.copyOf(expected.entrySet()));
        assertThat(totals.totalBytes())
                .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void more_than_a_million_additions_to_few_keys_are_few_sums() {
        TrafficTotals totals = new TrafficTotals();
        for (int i = 0; i < 1_260_000; i++) {
            totals.add(i % 700, i / 700 % 3, TEN_HOUR + i / 2100 % 2, 1);
        }
        assertThat(totals.size()).isEqualTo(4200);
        assertThat(totals.totalBytes()).isEqualTo(1_260_000);
        totals.add(5, 2, TEN_HOUR + 1, 1000);
        assertThat(totals.size()).isEqualTo(4200);
        assertThat(totals.bytes(5, 2, TEN_HOUR + 1)).isEqualTo(1300);
        assertThat(totals.bytes(5, 2, TEN_HOUR + 2)).isZero();
    }

    @Test
    void a_sum_that_overflows_is_told() {
        TrafficTotals totals = new TrafficTotals();
        totals.add(1, 1, TEN_HOUR, Long.MAX_VALUE);
        totals.add(1, 1, TEN_HOUR, 1);
        assertThatThrownBy(totals::totalBytes).isInstanceOf(ArithmeticException.class);
    }
}
