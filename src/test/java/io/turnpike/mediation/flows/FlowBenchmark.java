package io.turnpike.mediation.flows;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Flows a second, decoded and aggregated by one thread, beside a plain {@code String.split} of the same bytes. Not a test: run
 * {@code main} with the test class path. Trust the ratio, not the figures.
 */
final class FlowBenchmark {
    private static final int SERVICES = 200_000;
    private static final int FLOWS = 400_000;
    private static final int ROUNDS = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]");

    private FlowBenchmark() {}

    public static void main(String[] arguments) {
        PrintStream out = System.err;
        AddressIndex.Builder builder = new AddressIndex.Builder();
        for (int i = 0; i < SERVICES; i++) {
            builder.add(
                    new IpPrefix(new IpAddress(0, IpAddress.V4_MAPPED | (10L << 24) + i), 128), i, 0, Long.MAX_VALUE);
        }
        AddressIndex index = builder.build();
        run(out, index, "nfdump-1.7.5", ten(), 0, 3, 5, 8);
        run(out, index, "nfdump-1.7.1", fortyEight(), 0, 3, 4, 12);
        memory(out);
    }

    private static void run(
            PrintStream out, AddressIndex index, String reader, byte[] text, int ts, int sa, int da, int bytes) {
        FlowFormat format = FlowFixtures.format(reader);
        TrafficZones zones = FlowFixtures.zones();
        double ours = 0;
        double naive = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            // 16 MiB ranges, as a collecting run commits them
            FlowPosition position = FlowPosition.START;
            long sum = 0;
            while (position.offset() < text.length) {
                FlowAggregator aggregator = new FlowAggregator(index, zones);
                FlowDecoder decoder = format.decoder("f", position);
                int from = (int) position.offset();
                int to = Math.min(text.length, from + (16 << 20));
                decoder.decode(text, from, to, to == text.length, aggregator);
                position = decoder.position();
                sum += aggregator.control().bytesRead();
            }
            ours = Math.max(ours, FLOWS * 1e9 / (System.nanoTime() - start));
            start = System.nanoTime();
            long other = naive(text, ts, sa, da, bytes);
            naive = Math.max(naive, FLOWS * 1e9 / (System.nanoTime() - start));
            if (sum != other) {
                throw new IllegalStateException(sum + " bytes against " + other);
            }
        }
        out.printf("%s: %,.0f flows/s, split %,.0f, ratio %.1f%n", reader, ours, naive, ours / naive);
    }

    private static long naive(byte[] text, int ts, int sa, int da, int bytes) {
        Map<String, Long> sums = new HashMap<>();
        long total = 0;
        for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n")) {
            if (line.startsWith("2")) {
                String[] parts = line.split(",");
                long hour = LocalDateTime.parse(parts[ts], TIME)
                                .atZone(ZoneId.of("Europe/Moscow"))
                                .toEpochSecond()
                        / 3600;
                sums.merge(parts[da] + parts[sa].charAt(0) + hour, Long.parseLong(parts[bytes]), Long::sum);
                total += Long.parseLong(parts[bytes]);
            }
        }
        return sums.isEmpty() ? 0 : total;
    }

    private static byte[] ten() {
        Random random = new Random(1);
        StringBuilder text =
                new StringBuilder("firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n");
        for (int i = 0; i < FLOWS; i++) {
            text.append(String.format(
                    "2026-03-01 12:%02d:%02d.%03d,%d.123,6,%s,443,%s,40010,%d,%d,1\n",
                    random.nextInt(5),
                    random.nextInt(60),
                    random.nextInt(1000),
                    random.nextInt(60),
                    far(random),
                    home(random),
                    1 + random.nextInt(99),
                    random.nextInt(1_000_000)));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] fortyEight() {
        Random random = new Random(1);
        String[] sample =
                FlowFixtures.file("readers/nfdump-1.7.1/sample.csv").text().split("\n");
        String rest = sample[1].substring(sample[1].indexOf(",443,"));
        String tail = rest.substring(rest.indexOf(",70,98000,") + ",70,98000,".length());
        StringBuilder text = new StringBuilder(sample[0]).append('\n');
        for (int i = 0; i < FLOWS; i++) {
            text.append(String.format(
                    "2026-03-01 12:%02d:%02d,2026-03-01 12:06:00,%d.000,%s,%s,443,40010,TCP,...A....,0,0,%d,%d,%s\n",
                    random.nextInt(5),
                    random.nextInt(60),
                    random.nextInt(60),
                    far(random),
                    home(random),
                    1 + random.nextInt(99),
                    random.nextInt(1_000_000),
                    tail));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String far(Random random) {
        return (11 + random.nextInt(180)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(256);
    }

    private static String home(Random random) {
        return new IpAddress(0, IpAddress.V4_MAPPED | (10L << 24) + random.nextInt(SERVICES)).toString();
    }

    /** What an index of 800,000 services takes, close together and scattered over all of IPv4, and as IPv6 prefixes. */
    private static void memory(PrintStream out) {
        for (String kind : new String[] {"dense", "scattered", "ipv6"}) {
            long before = used();
            AddressIndex.Builder builder = new AddressIndex.Builder();
            for (int i = 0; i < 800_000; i++) {
                long low = kind.equals("dense") ? (10L << 24) + i : Integer.toUnsignedLong(i * 5_003);
                IpPrefix prefix = kind.equals("ipv6")
                        ? new IpPrefix(new IpAddress(0x2001_0db8_0000_0000L + ((long) i << 8), 0), 56)
                        : new IpPrefix(new IpAddress(0, IpAddress.V4_MAPPED | low), 128);
                builder.add(prefix, i, 0, Long.MAX_VALUE);
            }
            AddressIndex index = builder.build();
            builder = new AddressIndex.Builder();
            out.printf("%s: %,d MB for %,d%n", kind, (used() - before) >> 20, index.size());
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
