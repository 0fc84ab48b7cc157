package io.turnpike.accounting.imports;

import io.turnpike.definitions.DefinitionFolders;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import java.nio.file.Path;
import java.util.Map;
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
        return DefinitionFolders.load(
                root,
                FOLDER,
                FILE,
                problems,
                (found, before) -> new ImportReader(found.home(), found.name(), found.file(), found.block()).read());
    }
}
