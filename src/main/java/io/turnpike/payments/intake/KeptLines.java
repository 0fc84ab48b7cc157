package io.turnpike.payments.intake;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.TakenFiles;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Lines of files that were taken in, read again as long as the file lies in {@code taken} or {@code inbox}. */
@Component
class KeptLines {
    private final PaymentSources sources;
    private final TakenFiles files;

    KeptLines(PaymentSources sources, TakenFiles files) {
        this.sources = sources;
        this.files = files;
    }

    /** A file that is still there, with how it is read. */
    record Kept(InputFile file, PaymentSource source, Path path) {
        /** All that it tells of. */
        FileReferences references() {
            return new FileReferences(source.format(), path);
        }

        /** What stands in some of its lines, by line. */
        Map<Long, List<StatementEntry>> entries(Set<Long> lines) {
            Map<Long, List<StatementEntry>> entries = new TreeMap<>();
            try (Statement statement = source.format().open(path)) {
                for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                    if (lines.contains(entry.text().line())) {
                        entries.computeIfAbsent(entry.text().line(), line -> new ArrayList<>())
                                .add(entry);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + path, e);
            }
            return entries;
        }
    }

    /** A file by its number; empty where it, or its reader, is not there any more. */
    Optional<Kept> find(int fileId) {
        InputFile file = files.file(fileId).orElseThrow();
        PaymentSource source = sources.read().get(file.format());
        return source == null ? Optional.empty() : files.kept(file).map(path -> new Kept(file, source, path));
    }

    /**
     * A file by its number.
     *
     * @throws BadParameter where the file, or its reader, is not there any more
     */
    Kept of(int fileId) {
        InputFile file = files.file(fileId).orElseThrow();
        PaymentSource source = sources.read().get(file.format());
        if (source == null) {
            throw new BadParameter("the reader " + file.format() + " of " + file.name() + " is not there any more");
        }
        Path path = files.kept(file)
                .orElseThrow(() -> new BadParameter(file.name()
                        + " is neither in taken/ nor in inbox/: put it into inbox/" + file.format()
                        + "/ again; nothing of it is booked twice"));
        return new Kept(file, source, path);
    }
}
