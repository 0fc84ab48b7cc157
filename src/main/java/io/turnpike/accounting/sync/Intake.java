package io.turnpike.accounting.sync;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the rows of a file, by what they came to. */
final class Intake {
    private final Map<String, Long> rows = new TreeMap<>();
    private final Alike alike;

    Intake(Alike alike) {
        this.alike = alike;
    }

    /** What is done with rows that may tell of payments booked already. */
    Alike alike() {
        return alike;
    }

    void count(String fate, long more) {
        if (more > 0) {
            rows.merge(fate, more, Long::sum);
        }
    }

    long rows(String fate) {
        return rows.getOrDefault(fate, 0L);
    }

    @Override
    public String toString() {
        return rows.isEmpty()
                ? "no rows"
                : rows.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", "));
    }
}
