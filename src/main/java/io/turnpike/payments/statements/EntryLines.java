package io.turnpike.payments.statements;

/**
 * The lines of the entries of an XML file. Each entry has one of its own, so that it can be told from the others: where several
 * begin on one line, as in a file without line ends, they are counted on from there.
 */
final class EntryLines {
    private long last;

    long next(long line) {
        last = Math.max(line, last + 1);
        return last;
    }
}
