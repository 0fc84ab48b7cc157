package io.turnpike.definitions;

import io.turnpike.digests.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the definitions lie.
 *
 * @param root folder of jobs/, readers/, payment-systems/, cash-registers/, rating-rules/, document-templates/
 */
public record Definitions(Path root) {
    private static final List<String> FOLDERS =
            List.of("jobs", "readers", "payment-systems", "cash-registers", "rating-rules", "document-templates");

    /** What is read by people and checks only. */
    private static final List<String> BESIDE = List.of(".md", ".examples", ".scenario");

    /** SHA-256 of every file that the program works by, by its path below the root. */
    public SortedMap<String, String> digests() {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String name : FOLDERS) {
            Path folder = root.resolve(name);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                    for (Path file : files.filter(Files::isRegularFile)
                            .filter(each -> BESIDE.stream().noneMatch(each.toString()::endsWith))
                            .toList()) {
                        digests.put(root.relativize(file).toString(), Sha256.hex(Files.readAllBytes(file)));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read the definitions in " + folder, e);
                }
            }
        }
        return digests;
    }
}
