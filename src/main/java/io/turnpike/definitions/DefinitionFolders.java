package io.turnpike.definitions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads definitions of a kind of which each has a folder of its own: {@code cash-registers/<name>/register.yaml}. */
public final class DefinitionFolders {
    private DefinitionFolders() {}

    /**
     * A definition that was found.
     *
     * @param home the definitions' folder
     * @param name of its own folder
     */
    public record Found(Path home, String name, SourceFile file, Fields block) {}

    /** Makes a definition of its block; what is wrong becomes problems. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * The definition of a block; empty where it is none.
         *
         * @param before those read before it, to be held against
         */
        Optional<T> read(Found found, Map<String, T> before);
    }

    /**
     * All by name; what is wrong becomes problems, the others are still there. None where there is no folder of the kind.
     *
     * @param root the definitions' folder
     * @param folder of the kind, under it
     * @param file in each folder
     * @throws UncheckedIOException where a folder or file cannot be read
     */
    public static <T> Map<String, T> load(
            Path root, String folder, String file, Problems problems, Reading<T> reading) {
        Path home = root.toAbsolutePath().normalize();
        Map<String, T> all = new TreeMap<>();
        try {
            for (Path each : folders(home.resolve(folder))) {
                String name = String.valueOf(each.getFileName());
                Path path = each.resolve(file);
                if (Files.isRegularFile(path)) {
                    int before = problems.count();
                    SourceFile source = SourceFile.read(home, path);
                    Optional<T> read = Yaml.read(source, problems)
                            .flatMap(block ->
                                    reading.read(new Found(home, name, source, new Fields(block, problems)), all));
                    if (problems.count() == before) {
                        read.ifPresent(definition -> all.put(name, definition));
                    }
                } else {
                    problems.add(
                            Place.whole(new SourceFile(folder + "/" + name, each, "")),
                            "the folder has no " + file,
                            "add one, see " + folder + "/README.md");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the definitions in " + home.resolve(folder), e);
        }
        return all;
    }

    private static List<Path> folders(Path all) throws IOException {
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(all)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }
}
