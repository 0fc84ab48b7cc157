package io.turnpike.accounting.exports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.CsvForm;
import io.turnpike.definitions.SourceFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One form of file of the books: {@code document-templates/exports/<name>/export.yaml}.
 *
 * @param name the folder's name
 * @param about one line for people
 * @param system the accounting system that is kept in step by it; empty: the files say all of a period each time
 * @param kinds of documents; empty for all
 * @param csv how CSV is written
 * @param columns of CSV
 */
public record ExportDefinition(
        String name,
        SourceFile file,
        String about,
        Optional<String> system,
        ExportFormat format,
        Content content,
        List<String> kinds,
        FilePattern pattern,
        CsvForm csv,
        List<BookColumn> columns) {
    public ExportDefinition {
        kinds = List.copyOf(kinds);
        columns = List.copyOf(columns);
    }

    /** Whether each day has a file of its own. */
    public boolean marksDay() {
        return pattern.has(FilePattern.DAY) && content.hasDays();
    }

    /** Whether each kind of document has a file of its own. */
    public boolean marksKind() {
        return pattern.has(FilePattern.KIND);
    }

    /** The name of a file for a system. */
    public String fileName(
            String operator, String period, @Nullable LocalDate day, @Nullable String kind, long batchId) {
        return pattern.name(Map.of(
                FilePattern.OPERATOR,
                operator,
                FilePattern.PERIOD,
                period,
                FilePattern.DAY,
                day == null ? "" : day.toString(),
                FilePattern.KIND,
                kind == null ? "" : kind,
                FilePattern.BATCH,
                String.format(Locale.ROOT, "%06d", batchId)));
    }

    /** Whether two definitions would send the same records to one system. */
    boolean overlaps(ExportDefinition other) {
        return system.isPresent()
                && system.equals(other.system)
                && content.keptInStep().equals(other.content.keptInStep())
                && (kinds.isEmpty() || other.kinds.isEmpty() || kinds.stream().anyMatch(other.kinds::contains));
    }
}
