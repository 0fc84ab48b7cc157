package io.turnpike.accounting.exports;

import io.turnpike.definitions.DefinitionFolders;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
        return DefinitionFolders.load(root, FOLDER, FILE, problems, (found, before) -> {
            Optional<ExportDefinition> read =
                    new ExportReader(found.home(), found.name(), found.file(), found.block()).read();
            read.flatMap(export ->
                            before.values().stream().filter(export::overlaps).findFirst())
                    .ifPresent(other -> problems.add(
                            Place.whole(found.file()),
                            "the export '" + other.name() + "' sends the same records to the system '"
                                    + other.system().orElse("") + "'",
                            "send each record by one export: write other 'kinds', or leave out"
                                    + " 'system' in one of them"));
            return read;
        });
    }
}
