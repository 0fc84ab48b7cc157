package io.turnpike.books;

import io.turnpike.money.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The lines of a report that go on paper: all, or the largest by their last amount where there are very many; the rest is one line with
 * their number and sums, so that the totals are those of all.
 */
final class PrintedLines {
    /** Some 60 pages; whoever wants more reads the CSV file. */
    static final int MOST = 3_000;

    private final ReportColumns columns;
    private final Currency currency;
    private final ReportSums sums;
    private final int most;
    private final PriorityQueue<Placed> largest = new PriorityQueue<>(
            Comparator.comparingLong(Placed::size).thenComparing(Placed::place, Comparator.reverseOrder()));
    private final long[] others;
    private long places;
    private long left;

    /** A line with its place in the order of the report. */
    private record Placed(ReportLine line, long place) {
        long size() {
            return Math.abs(line.minor().get(line.minor().size() - 1));
        }
    }

    PrintedLines(ReportColumns columns, Currency currency, int most) {
        this.columns = columns;
        this.currency = currency;
        this.most = most;
        this.sums = new ReportSums(columns);
        this.others = new long[columns.amounts().size()];
    }

    void add(ReportLine line) {
        sums.add(line);
        largest.add(new Placed(line, places++));
        if (largest.size() > most) {
            Placed smallest = largest.remove();
            left++;
            for (int i = 0; i < others.length; i++) {
                others[i] = Math.addExact(others[i], smallest.line().minor().get(i));
            }
        }
    }

    ReportSums sums() {
        return sums;
    }

    /** For a template: {@code lines}, {@code others} where some are left out, {@code totals}; amounts are decimal strings. */
    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        List<Map<String, Object>> lines = new ArrayList<>();
        largest.stream().sorted(Comparator.comparingLong(Placed::place)).forEach(each -> lines.add(line(each.line())));
        content.put("lines", lines);
        if (left > 0) {
            Map<String, Object> rest = amounts(others);
            rest.put("count", left);
            content.put("others", rest);
        }
        content.put("totals", amounts(sums.total()));
        return content;
    }

    private Map<String, Object> line(ReportLine line) {
        long[] minor = line.minor().stream().mapToLong(Long::longValue).toArray();
        Map<String, Object> values = amounts(minor);
        for (int i = 0; i < columns.words().size(); i++) {
            values.put(
                    ReportColumns.templateName(columns.words().get(i)),
                    line.words().get(i));
        }
        return values;
    }

    private Map<String, Object> amounts(long[] minor) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < minor.length; i++) {
            values.put(
                    ReportColumns.templateName(columns.amounts().get(i)),
                    new Money(currency, minor[i]).major().toPlainString());
        }
        return values;
    }
}
