package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.usage.UsageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

/**
 * Decodes a block of records again and again on one thread. The floor asserted is far below what a free machine does (3.8
 * million simple records, 1.2 million of Asterisk's), so that a loaded one does not fail; it catches a decoder that became ten times slower. Run with
 * {@code -Dturnpike.bench=true} for a longer run that prints the rate.
 */
class CallDecoderSpeedTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final int RECORDS = 20_000;
    private static final int FLOOR_PER_SECOND = 100_000;

    @Test
    void simple_records_decode_fast_enough() {
        StringBuilder text = new StringBuilder();
        LocalDateTime at = LocalDateTime.of(2026, 3, 2, 0, 0);
        for (int i = 0; i < RECORDS; i++) {
            text.append(i)
                    .append(';')
                    .append(time(at, i))
                    .append(";74951230001;7495765")
                    .append(1000 + i % 9000);
            text.append(';').append(i % 600).append(";x\n");
        }
        String yaml = Formats.SIMPLE.replace(
                "{ calling: a, called: b }", "{ calling: a, called: b, plan: { e164-length: 11-15 } }");
        measure("simple csv", Formats.of(yaml), text.toString());
    }

    @Test
    void asterisk_records_decode_fast_enough() throws IOException {
        StringBuilder text = new StringBuilder();
        LocalDateTime at = LocalDateTime.of(2026, 3, 2, 0, 0);
        for (int i = 0; i < RECORDS; i++) {
            String time = "\"" + time(at, i) + "\"";
            text.append("\"\",\"74951230001\",\"8495765").append(1000 + i % 9000);
            text.append("\",\"from-internal\",\"\"\"Ivan, office\"\" <74951230001>\",\"SIP/1001-")
                    .append(10_000_000 + i);
            text.append("\",\"SIP/trunk-").append(20_000_000 + i);
            text.append("\",\"Dial\",\"SIP/trunk/84957654321,60,tT\",");
            text.append(time)
                    .append(',')
                    .append(time)
                    .append(',')
                    .append(time)
                    .append(",66,")
                    .append(i % 600);
            text.append(",\"ANSWERED\",\"DOCUMENTATION\",\"177")
                    .append(10_000_000 + i)
                    .append(".1\",\"\"\n");
        }
        measure("asterisk", Readers.load(READERS, new Problems()).get("asterisk-csv"), text.toString());
    }

    private static String time(LocalDateTime at, int i) {
        return at.plusSeconds(i).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"));
    }

    private static void measure(String name, CallFormat format, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int rounds = Boolean.getBoolean("turnpike.bench") ? 100 : 10;
        Counter counter = new Counter();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            CallDecoder decoder = new CallDecoder(format, Checkpoint.START);
            long from = System.nanoTime();
            decoder.decode(LineBlock.whole(bytes), counter);
            best = Math.min(best, System.nanoTime() - from);
            assertThat(decoder.totals().events()).isEqualTo(RECORDS);
        }
        long perSecond = RECORDS * 1_000_000_000L / best;
        assertThat(perSecond).as(name + " records per second").isGreaterThan(FLOOR_PER_SECOND);
        if (Boolean.getBoolean("turnpike.bench")) {
            throw new AssertionError(
                    name + ": " + perSecond + " records/s, " + bytes.length / RECORDS + " bytes a record");
        }
    }

    /** Looks at each event, so that none is optimised away. */
    private static final class Counter implements CallSink {
        private long seconds;

        @Override
        public void event(UsageEvent event, long line, long offset, int length) {
            seconds += event.quantity() + event.dedupeKey().length();
        }

        @Override
        public void part(Part part, long line, long offset, int length) {
            throw new IllegalStateException("no parts here");
        }

        @Override
        public void rejected(Rejection rejection) {
            throw new IllegalStateException(rejection.text());
        }

        @Override
        public void filtered(String why, long line, long offset, int length, Volume usage) {
            throw new IllegalStateException(why);
        }
    }
}
