package io.turnpike.books;

import io.turnpike.ledger.BooksAsKnown;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One report of the books. Every line is handed on as it is read, so that there may be any number. */
public interface LedgerReport {
    /** Its name: the command, the folder of its template and the beginning of its files. */
    String kind();

    ReportColumns columns();

    /** What its files begin with. */
    default String fileName() {
        return kind();
    }

    /** The language of its PDF where none is asked for; null for the operator's. */
    default @Nullable String language() {
        return null;
    }

    /** So many lines go on paper: the largest by their last amount; the rest is one line with its sums. */
    default int mostPrinted() {
        return PrintedLines.MOST;
    }

    /** What its template shows besides lines and totals. */
    default Map<String, Object> content(ReportedBooks reported, ReportSums sums) {
        return Map.of();
    }

    /** All lines, in the order they are shown. In the caller's transaction, so that several reports see the same books. */
    void lines(ReportedBooks reported, Consumer<ReportLine> to);

    /**
     * What is reported on.
     *
     * @param operator code of the operator whose books they are
     */
    record ReportedBooks(String operator, BooksAsKnown books) {}
}
