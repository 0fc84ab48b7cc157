package io.turnpike.accounting.exports;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.Yaml;
import io.turnpike.jobs.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the forms of files that go out. */
@Component
public class Exports {
    /** Under the definitions' folder. */
    public static final String FOLDER = "document-templates/exports";

    private static final String FILE = "export.yaml";

    private final Definitions definitions;

    Exports(Definitions definitions) {
        this.definitions = definitions;
    }

    /** All of the program's definitions; a mistake in any stops what was to run. */
    public Map<String, ExportDefinition> read() {
        Problems problems = new Problems();
        Map<String, ExportDefinition> exports = load(definitions.root(), problems);
        problems.throwIfAny();
        return exports;
    }

    /** One of them; an unknown name is told with the nearest known one. */
    public ExportDefinition named(String name) {
        Map<String, ExportDefinition> exports = read();
        return Optional.ofNullable(exports.get(name))
                .orElseThrow(() -> new Parameters.BadParameter("--name: there is no export '" + name + "' in " + FOLDER
                        + ": " + Suggestion.remedy(name, exports.keySet())));
    }

    /** All by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, ExportDefinition> load(Path root, Problems problems) {
        Path home = root.toAbsolutePath().normalize();
        Map<String, ExportDefinition> exports = new TreeMap<>();
        for (Path folder : folders(home.resolve(FOLDER))) {
            SourceFile file = source(home, folder, problems);
            if (file != null) {
                read(String.valueOf(folder.getFileName()), file, problems, exports);
            }
        }
        return exports;
    }

    private static void read(String name, SourceFile file, Problems problems, Map<String, ExportDefinition> exports) {
        int before = problems.count();
        Yaml.read(file, problems).ifPresent(block -> {
            Optional<ExportDefinition> read = new ExportReader(name, file, new Fields(block, problems)).read();
            read.ifPresent(export -> exports.values().stream()
                    .filter(export::overlaps)
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            Place.whole(file),
                            "the export '" + other.name() + "' sends the same records to the system '"
                                    + export.system().orElse("") + "'",
                            "send each record by one export: write other 'kinds', or leave out"
                                    + " 'system' in one of them")));
            if (problems.count() == before) {
                read.ifPresent(export -> exports.put(name, export));
            }
        });
    }

    private static @org.jspecify.annotations.Nullable SourceFile source(Path home, Path folder, Problems problems) {
        Path path = folder.resolve(FILE);
        try {
            if (Files.isRegularFile(path)) {
                return SourceFile.read(home, path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
        SourceFile missing = new SourceFile(FOLDER + "/" + folder.getFileName(), folder, "");
        problems.add(Place.whole(missing), "the folder has no " + FILE, "add one, see " + FOLDER + "/README.md");
        return null;
    }

    private static List<Path> folders(Path all) {
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(all)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + all, e);
        }
    }
}
