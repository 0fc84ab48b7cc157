package io.turnpike.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;

/** Flows of half a day to the addresses of {@link Subscribers}, the same ones each time. */
record RandomFlows(long count) {
    static final int ADDRESSES = 200_000;

    /** First byte of the addresses they come from, and how many networks follow it. */
    static final int FAR = 11;

    static final int FAR_NETWORKS = 60;

    /** When the first begins, UTC. */
    static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    private static final int SECONDS = 12 * 3600;
    private static final long SEED = 1;
    private static final int HOME = 10 << 24;
    private static final int LONGEST = 60;
    private static final int MOST_PACKETS = 99;
    private static final int MOST_BYTES = 1_000_000;
    private static final int MILLIS = 1_000;
    private static final ZoneOffset MOSCOW = ZoneOffset.ofHours(3);
    private static final int BUFFER = 1 << 20;
    private static final String HEADER =
            "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n";

    /** Takes one flow after the other. */
    @FunctionalInterface
    interface Taker {
        /**
         * One flow of TCP, from port 443 to 40010.
         *
         * @param startMillis after {@link #BEGIN}
         */
        void take(long startMillis, int durationMillis, int source, int destination, int packets, int bytes)
                throws IOException;
    }

    void each(Taker taker) throws IOException {
        Random random = new Random(SEED);
        for (long flow = 0; flow < count; flow++) {
            long start = flow * SECONDS / count * MILLIS + random.nextInt(MILLIS);
            int source = (FAR + random.nextInt(FAR_NETWORKS)) << 24 | random.nextInt(1 << 24);
            taker.take(
                    start,
                    random.nextInt(LONGEST * MILLIS),
                    source,
                    HOME | random.nextInt(ADDRESSES),
                    1 + random.nextInt(MOST_PACKETS),
                    1 + random.nextInt(MOST_BYTES));
        }
    }

    /** Writes them in the ten columns of nfdump 1.7.5 and later, times of Moscow. */
    void writeTenColumns(Path folder, int files) throws IOException {
        Files.createDirectories(folder);
        OutputStream[] out = new OutputStream[1];
        long[] done = {0};
        each((start, duration, source, destination, packets, bytes) -> {
            if (done[0] % ((count + files - 1) / files) == 0) {
                close(out[0]);
                Path file = folder.resolve("flows-%05d.csv".formatted(done[0] * files / count));
                out[0] = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
                out[0].write(HEADER.getBytes(StandardCharsets.US_ASCII));
            }
            done[0]++;
            StringBuilder line = new StringBuilder(100);
            time(line, start);
            line.append(',').append(duration / MILLIS).append('.');
            thousandths(line, duration % MILLIS).append(",6,");
            address(line, source).append(",443,");
            address(line, destination).append(",40010,").append(packets).append(',');
            out[0].write(line.append(bytes).append(",1\n").toString().getBytes(StandardCharsets.US_ASCII));
        });
        close(out[0]);
    }

    private static void close(OutputStream out) throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private static void time(StringBuilder line, long millis) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(BEGIN.getEpochSecond() + millis / MILLIS, 0, MOSCOW);
        line.append(at.toLocalDate()).append(' ');
        two(line, at.getHour()).append(':');
        two(line, at.getMinute()).append(':');
        two(line, at.getSecond()).append('.');
        thousandths(line, (int) (millis % MILLIS));
    }

    private static StringBuilder two(StringBuilder line, int number) {
        return line.append(number < 10 ? "0" : "").append(number);
    }

    private static StringBuilder thousandths(StringBuilder line, int number) {
        return line.append(number < 10 ? "00" : number < 100 ? "0" : "").append(number);
    }

    private static StringBuilder address(StringBuilder line, int address) {
        return line.append(address >>> 24)
                .append('.')
                .append(address >> 16 & 0xFF)
                .append('.')
                .append(address >> 8 & 0xFF)
                .append('.')
                .append(address & 0xFF);
    }
}
