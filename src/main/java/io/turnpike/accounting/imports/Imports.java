package io.turnpike.accounting.imports;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the forms of files that accounting systems send. */
@Component
public class Imports {
    /** Under the definitions' folder. */
    public static final String FOLDER = "document-templates/imports";

    private static final String FILE = "import.yaml";

    private final Definitions definitions;

    Imports(Definitions definitions) {
        this.definitions = definitions;
    }

    /** All of the program's definitions; a mistake in any stops what was to run. */
    public Map<String, ImportDefinition> read() {
        Problems problems = new Problems();
        Map<String, ImportDefinition> imports = load(definitions.root(), problems);
        problems.throwIfAny();
        return imports;
    }

    /** All by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, ImportDefinition> load(Path root, Problems problems) {
        Path home = root.toAbsolutePath().normalize();
        Map<String, ImportDefinition> imports = new TreeMap<>();
        Path all = home.resolve(FOLDER);
        if (!Files.isDirectory(all)) {
            return imports;
        }
        try {
            List<Path> folders;
            try (Stream<Path> entries = Files.list(all)) {
                folders = entries.filter(Files::isDirectory).sorted().toList();
            }
            for (Path folder : folders) {
                String name = String.valueOf(folder.getFileName());
                Path path = folder.resolve(FILE);
                if (Files.isRegularFile(path)) {
                    SourceFile file = SourceFile.read(home, path);
                    Yaml.read(file, problems)
                            .flatMap(block -> new ImportReader(name, file, new Fields(block, problems)).read())
                            .ifPresent(read -> imports.put(name, read));
                } else {
                    problems.add(
                            Place.whole(new SourceFile(FOLDER + "/" + name, folder, "")),
                            "the folder has no " + FILE,
                            "add one, see " + FOLDER + "/README.md");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + all, e);
        }
        return imports;
    }
}
