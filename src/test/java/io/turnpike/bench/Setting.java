package io.turnpike.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a benchmark was asked for.
 *
 * @param size units to measure, of the benchmark's own kind
 * @param data a folder for its database and files, kept from run to run
 */
record Setting(long size, int rounds, Path data, PrintWriter out) {
    void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    /** A folder of its own under the data, empty. */
    Path emptyFolder(String name) throws IOException {
        Path folder = data.resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** Where the shipped definitions lie. */
    static Path home() {
        return Path.of(System.getProperty("turnpike.home", "."));
    }
}
