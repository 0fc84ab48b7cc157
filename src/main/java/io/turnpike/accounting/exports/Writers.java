package io.turnpike.accounting.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The writer of a definition's format. */
final class Writers {
    private Writers() {}

    static RecordWriter of(ExportDefinition definition, FileHead head, OutputStream out) throws IOException {
        return switch (definition.format()) {
            case CSV -> new CsvRecordWriter(definition, out);
            case COMMERCEML -> new CommerceMlWriter(definition, head, out);
            case CLIENT_BANK_EXCHANGE -> new ClientBankWriter(definition, head, out);
        };
    }

    /** Holds a finished file against the schema of its format, where it has one. */
    static void check(ExportDefinition definition, Path file) throws IOException {
        if (definition.format() == ExportFormat.COMMERCEML) {
            CommerceMlSchema.check(file);
        }
    }
}
