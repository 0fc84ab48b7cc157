package io.turnpike.catalog;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds files that look like definitions and stand where nobody reads them: a price in {@code 2026-07-01.yml} would otherwise
 * never take effect and nobody would notice.
 */
final class StrayFiles {
    private static final List<String> COMMON = List.of("zones", "holidays");

    private final Path root;
    private final Problems problems;

    StrayFiles(Path root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    void tell() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> found = Files.walk(root)) {
            found.sorted().forEach(this::look);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(Path path) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path)) {
            if (name.endsWith(".yaml")) {
                SourceFile folder = new SourceFile(root.getFileName() + "/" + root.relativize(path), path, "");
                problems.add(
                        Place.whole(folder), "a folder is named like a file", "name it by its plan, without .yaml");
            }
        } else if (name.endsWith(".yml")) {
            add(path, "a file of this ending is not read", "name it " + name.replaceFirst("yml$", "yaml"));
        } else if (name.endsWith(".example")) {
            add(path, "a file of this ending is not read", "name it " + name + "s");
        } else if (name.endsWith(".yaml") && !isRead(root.relativize(path))) {
            add(
                    path,
                    "no definition is read from here",
                    "put a version of a plan into rating-rules/PLAN/, zones into common/zones/, calendars into"
                            + " common/holidays/");
        }
    }

    /** Two names: a version of a plan, or common/traffic-zones.yaml; three: zones and calendars. */
    private static boolean isRead(Path within) {
        boolean common = within.startsWith("common");
        return within.getNameCount() == 2
                || (common
                        && within.getNameCount() == 3
                        && COMMON.contains(within.getName(1).toString()));
    }

    private void add(Path path, String message, String remedy) {
        problems.add(Place.whole(CommonRules.read(root, path)), message, remedy);
    }
}
