package io.turnpike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The most memory this process ever had. */
final class PeakMemory {
    private static final String LINE = "VmHWM:";
    private static final long KIBIBYTES = 1024;

    private PeakMemory() {}

    /** Resident memory at its highest, all of it: heap, classes, threads (Linux, proc(5), {@code /proc/self/status}). */
    static long mebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(LINE))
                .mapToLong(line -> Long.parseLong(
                        Arrays.asList(line.substring(LINE.length()).strip().split(" "))
                                .get(0)))
                .map(kibibytes -> kibibytes / KIBIBYTES)
                .findFirst()
                .orElse(0);
    }
}
