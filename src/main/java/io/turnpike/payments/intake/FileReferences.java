package io.turnpike.payments.intake;

import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.StatementLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a whole file tells of, beyond the block at hand: read through once, and only where somebody asks. */
final class FileReferences {
    private final PaymentFormat format;
    private final Path file;
    private @Nullable Set<String> references;

    FileReferences(PaymentFormat format, Path file) {
        this.format = format;
        this.file = file;
    }

    /** Whether a line of the file is known by this reference. */
    boolean has(String reference) {
        if (references == null) {
            references = read();
        }
        return references.contains(reference);
    }

    private Set<String> read() {
        Set<String> read = new HashSet<>();
        try (Statement statement = format.open(file)) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                if (entry instanceof StatementLine line) {
                    read.add(line.reference());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return read;
    }
}
