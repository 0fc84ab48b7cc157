package io.turnpike.accounting.imports;

import java.io.IOException;
import java.nio.file.Path;

/** Opens files of accounting systems by their definitions. */
public final class TheirFiles {
    private TheirFiles() {}

    /** Opens a file at its beginning. */
    public static TheirFile open(ImportDefinition definition, Path path) throws IOException {
        return switch (definition.format()) {
            case CSV -> CsvTheirFile.open(definition, path);
            case COMMERCEML -> CommerceMlTheirFile.open(definition, path);
        };
    }

    /**
     * A row that was kept because it could not be taken in.
     *
     * @param header as {@link TheirFile#header} gave it
     */
    public static TheirFile ofKept(ImportDefinition definition, String header, String raw) throws IOException {
        return switch (definition.format()) {
            case CSV -> CsvTheirFile.ofKept(definition, header, raw);
            case COMMERCEML -> CommerceMlTheirFile.ofKept(definition, raw);
        };
    }
}
