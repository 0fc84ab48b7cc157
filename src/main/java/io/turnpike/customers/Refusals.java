package io.turnpike.customers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The refused lines of an import: all counted, the first kept to be shown. */
final class Refusals {
    /** Enough to mend a systematic mistake; a million lines of the same would hide the others. */
    static final int MOST_KEPT = 1_000;

    private final List<LineProblem> kept = new ArrayList<>();
    private long count;

    void add(LineProblem problem) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(problem);
        }
    }

    long count() {
        return count;
    }

    List<LineProblem> sorted() {
        return kept.stream()
                .sorted(Comparator.comparing(LineProblem::file).thenComparingLong(LineProblem::line))
                .toList();
    }
}
