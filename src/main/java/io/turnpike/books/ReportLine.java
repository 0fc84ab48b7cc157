package io.turnpike.books;

import java.util.List;

/**
 * One line of a report.
 *
 * @param words what the line is of, in the order of the report's columns
 * @param minor the amounts behind them, in minor units
 */
public record ReportLine(List<String> words, List<Long> minor) {
    public ReportLine {
        words = List.copyOf(words);
        minor = List.copyOf(minor);
    }

    static ReportLine of(List<String> words, Long... minor) {
        return new ReportLine(words, List.of(minor));
    }
}
