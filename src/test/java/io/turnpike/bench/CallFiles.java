package io.turnpike.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * Files of Asterisk's {@code Master.csv} layout, 18 columns and about 260 bytes a record: a month in the order it was used, by
 * subscribers in random order.
 *
 * @param records in all files together
 * @param files of the same size, one after the other in time
 */
record CallFiles(long records, int files, long subscribers) {
    private static final long SEED = 1;
    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final long SECONDS = 30L * 86_400;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LOCAL_OF_TEN = 3;
    private static final int LONGEST = 600;

    /** Writes them; returns their bytes. */
    long write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(SEED);
        long bytes = 0;
        long done = 0;
        for (int file = 0; file < files; file++) {
            long end = records * (file + 1) / files;
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(folder.resolve("Master-%05d.csv".formatted(file))), 1 << 20)) {
                for (; done < end; done++) {
                    byte[] line = record(done, random).getBytes(StandardCharsets.US_ASCII);
                    out.write(line);
                    bytes += line.length;
                }
            }
        }
        return bytes;
    }

    private String record(long number, Random random) {
        long from = Subscribers.FIRST_NUMBER + (long) (random.nextDouble() * subscribers);
        String to = random.nextInt(10) < LOCAL_OF_TEN
                ? "8495" + (1_000_000 + random.nextInt(9_000_000))
                : "8" + (3_000_000_000L + (long) (random.nextDouble() * 6_999_999_999L));
        LocalDateTime start = BEGIN.plusSeconds(number * SECONDS / records);
        LocalDateTime answer = start.plusSeconds(5);
        int seconds = 1 + random.nextInt(LONGEST);
        return "\"\",\"" + from + "\",\"" + to + "\",\"from-internal\",\"\"\"Office\"\" <" + from + ">\",\"SIP/1001-"
                + number
                + "\",\"SIP/trunk-" + number + "\",\"Dial\",\"SIP/trunk/" + to + ",60,tT\",\"" + TIME.format(start)
                + "\",\""
                + TIME.format(answer) + "\",\"" + TIME.format(answer.plusSeconds(seconds)) + "\"," + (seconds + 5) + ","
                + seconds + ",\"ANSWERED\",\"DOCUMENTATION\",\"" + start.toEpochSecond(ZoneOffset.UTC) + "." + number
                + "\",\"\"\n";
    }
}
