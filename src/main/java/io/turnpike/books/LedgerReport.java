package io.turnpike.books;

import io.turnpike.ledger.BooksAsKnown;
import java.util.function.Consumer;

/** One report of the books. Every line is handed on as it is read, so that there may be any number. */
public interface LedgerReport {
    /** Its name: the command, the folder of its template and the beginning of its files. */
    String kind();

    ReportColumns columns();

    /** All lines, in the order they are shown. In the caller's transaction, so that several reports see the same books. */
    void lines(ReportedBooks reported, Consumer<ReportLine> to);

    /**
     * What is reported on.
     *
     * @param operator code of the operator whose books they are
     */
    record ReportedBooks(String operator, BooksAsKnown books) {}
}
