package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.mediation.flows.FlowControl.Fate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random files in random pieces: nothing is lost, nothing is counted twice, and pieces do not matter. A failure names its seed. */
class FlowPropertiesTest {
    private static final String[] ADDRESSES = {
        "203.0.113.1",
        "203.0.113.2",
        "203.0.113.77",
        "10.1.2.3",
        "192.0.2.5",
        "198.51.100.9",
        "2001:db8:1::5",
        "2001:db8:2::9",
        "8.8.8.8"
    };

    private record Generated(byte[] text, long bytes, int good, int bad) {}

    private static Generated file(Random random) {
        StringBuilder text =
                new StringBuilder("firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows");
        String end = random.nextBoolean() ? "\r\n" : "\n";
        text.append(end);
        long sum = 0;
        int good = 0;
        int bad = 0;
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(20) == 0) {
                text.append(List.of(
                                        "rubbish",
                                        "a,b,c,d,e,f,g,h,i,j",
                                        "2026-03-01 10:00:00,1,6,1.2.3.4,1,1.2.3.5,2,3,4.1 M,1",
                                        "\u0000,")
                                .get(random.nextInt(4)))
                        .append(end);
                bad++;
                continue;
            }
            long bytes = random.nextInt(4) == 0 ? random.nextLong(1L << 40) : random.nextInt(10_000);
            text.append(String.format(
                    "2026-03-%02d %02d:%02d:%02d.%03d,%d.%03d,6,%s,1,%s,2,%d,%d,1%s",
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(1000),
                    random.nextInt(3) == 0 ? random.nextInt(200_000) : random.nextInt(60),
                    random.nextInt(1000),
                    ADDRESSES[random.nextInt(ADDRESSES.length)],
                    ADDRESSES[random.nextInt(ADDRESSES.length)],
                    1 + random.nextInt(9),
                    bytes,
                    end));
            sum += bytes;
            good++;
        }
        return new Generated(text.toString().getBytes(StandardCharsets.ISO_8859_1), sum, good, bad);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void read_is_aggregated_plus_unmatched_plus_rejected_in_records_and_bytes(long seed) {
        Generated file = file(new Random(seed));
        AddressIndex index = FlowFixtures.index("203.0.113.1", "203.0.113.2", "2001:db8:1::/48");
        FlowAggregator all = new FlowAggregator(index, FlowFixtures.zones());
        FlowDecoder decoder = FlowFixtures.format("nfdump-1.7.5").decoder("f", FlowPosition.START);
        decoder.decode(file.text, 0, file.text.length, true, all);
        FlowControl control = all.control();
        assertThat(control.recordsRead()).as("seed %d", seed).isEqualTo(file.good + file.bad);
        assertThat(control.records(Fate.REJECTED)).as("seed %d", seed).isEqualTo(file.bad);
        assertThat(control.bytesRead()).as("seed %d", seed).isEqualTo(file.bytes);
        assertThat(all.totals().totalBytes())
                .as("seed %d", seed)
                .isEqualTo(control.bytes(Fate.AGGREGATED) + control.bytes(Fate.COUNTED_TWICE));
        List<UnmatchedTraffic.Row> waiting = all.unmatched().rows();
        assertThat(waiting.stream().mapToLong(UnmatchedTraffic.Row::records).sum())
                .as("seed %d", seed)
                .isEqualTo(control.records(Fate.UNMATCHED));
        assertThat(waiting.stream().mapToLong(UnmatchedTraffic.Row::heldBytes).sum())
                .as("seed %d", seed)
                .isEqualTo(control.bytes(Fate.UNMATCHED));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void restarts_anywhere_and_blocks_of_any_size_give_the_same(long seed) {
        Random random = new Random(seed);
        Generated file = file(random);
        FlowFormat format = FlowFixtures.format("nfdump-1.7.5");
        AddressIndex index = FlowFixtures.index("203.0.113.1", "203.0.113.2", "2001:db8:1::/48");
        FlowAggregator whole = new FlowAggregator(index, FlowFixtures.zones());
        format.decoder("f", FlowPosition.START).decode(file.text, 0, file.text.length, true, whole);

        FlowControl control = new FlowControl();
        TrafficTotals totals = new TrafficTotals();
        List<FlowRejection> rejections = new ArrayList<>();
        List<UnmatchedTraffic.Row> unmatched = new ArrayList<>();
        FlowPosition position = FlowPosition.START;
        int size = 1 + random.nextInt(5000);
        while (position.offset() < file.text.length) {
            FlowDecoder decoder = format.decoder("f", position); // a new process
            FlowAggregator part = new FlowAggregator(index, FlowFixtures.zones());
            int from = (int) position.offset();
            int to = Math.min(file.text.length, from + size);
            byte[] block = Arrays.copyOfRange(file.text, from, to);
            decoder.decode(block, 0, block.length, to == file.text.length, part);
            size = decoder.position().offset() == from ? size * 2 : 1 + random.nextInt(5000);
            position = decoder.position();
            control.add(part.control());
            totals.add(part.totals());
            rejections.addAll(part.rejections());
            unmatched.addAll(part.unmatched().rows());
        }
        assertThat(rows(totals)).as("seed %d", seed).isEqualTo(rows(whole.totals()));
        assertThat(control.toString())
                .as("seed %d", seed)
                .isEqualTo(whole.control().toString());
        assertThat(rejections).as("seed %d", seed).isEqualTo(whole.rejections());
        assertThat(unmatched.stream().mapToLong(UnmatchedTraffic.Row::bytes).sum())
                .as("seed %d", seed)
                .isEqualTo(whole.unmatched().totalBytes());
    }

    private static List<String> rows(TrafficTotals totals) {
        List<String> rows = new ArrayList<>();
        totals.forEachHour((service, trafficClass, hour, bytes) ->
                rows.add(service + "/" + trafficClass + "/" + hour + "=" + bytes));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void the_longest_valid_prefix_is_found_as_by_looking_at_all(long seed) {
        Random random = new Random(seed);
        record Given(IpPrefix prefix, int service, long from, long to) {}
        List<Given> given = new ArrayList<>();
        AddressIndex.Builder builder = new AddressIndex.Builder();
        for (int i = 0; i < 3000; i++) {
            boolean v4 = random.nextInt(3) > 0;
            // few different networks, so that prefixes lie in one another
            long low = v4
                    ? IpAddress.V4_MAPPED
                            | (long) random.nextInt(4) << 30
                            | random.nextInt(1 << 12)
                            | random.nextInt(4) << 14
                    : random.nextInt(1 << 10);
            long high = v4 ? 0 : 0x2001_0db8_0000_0000L | random.nextInt(64);
            IpPrefix prefix = IpPrefix.around(high, low, v4 ? 96 + random.nextInt(33) : random.nextInt(129));
            long from = random.nextInt(100);
            long to = from + 1 + random.nextInt(100);
            boolean taken = given.stream().anyMatch(g -> g.prefix.equals(prefix) && g.from < to && from < g.to);
            if (!taken) {
                given.add(new Given(prefix, i, from, to));
                builder.add(prefix, i, from, to);
            }
        }
        AddressIndex index = builder.build();
        for (int i = 0; i < 4000; i++) {
            IpAddress near = given.get(random.nextInt(given.size())).prefix.network();
            IpAddress address =
                    new IpAddress(near.high(), near.low() ^ (random.nextInt(4) == 0 ? random.nextInt(1 << 9) : 0));
            long at = random.nextInt(220);
            int expected = given.stream()
                    .filter(g -> g.prefix.contains(address) && at >= g.from && at < g.to)
                    .max(java.util.Comparator.comparingInt(g -> g.prefix.bits()))
                    .map(Given::service)
                    .orElse(AddressIndex.NOBODY);
            assertThat(index.serviceAt(address.high(), address.low(), at))
                    .as("seed %d, %s at %d", seed, address, at)
                    .isEqualTo(expected);
        }
    }
}
