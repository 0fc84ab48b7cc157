package io.turnpike.books;

import io.turnpike.ledger.LedgerAccount;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the amounts of a report as its lines come: of all, and of those of one account of the books, or, of the VAT summary, of one kind of
 * lines.
 */
final class ReportSums {
    private final ReportColumns columns;
    /** The column of words by which it is added up too; -1 for none. */
    private final int by;

    private final long[] total;
    private final Map<String, long[]> byWord = new TreeMap<>();
    private long lines;

    ReportSums(ReportColumns columns) {
        this.columns = columns;
        this.by = columns.words().get(0).equals(TrialBalance.LEDGER_ACCOUNT)
                ? 0
                : columns.words().indexOf(VatSummary.LINES);
        this.total = new long[columns.amounts().size()];
    }

    void add(ReportLine line) {
        lines++;
        add(total, line);
        if (by >= 0) {
            add(byWord.computeIfAbsent(line.words().get(by), word -> new long[total.length]), line);
        }
    }

    private static void add(long[] sums, ReportLine line) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.addExact(sums[i], line.minor().get(i));
        }
    }

    long lines() {
        return lines;
    }

    /** Of all lines, in the order of the columns. */
    long[] total() {
        return total.clone();
    }

    long total(String column) {
        return total[columns.amount(column)];
    }

    /** Of the lines of an account of the books, or of a kind; zero where there is none. */
    long of(String word, String column) {
        long[] sums = byWord.get(word);
        return sums == null ? 0 : sums[columns.amount(column)];
    }

    /** Of the lines of all accounts of revenue. */
    long ofRevenue(String column) {
        long sum = 0;
        for (Map.Entry<String, long[]> each : byWord.entrySet()) {
            if (new LedgerAccount(each.getKey()).isRevenue()) {
                sum = Math.addExact(sum, each.getValue()[columns.amount(column)]);
            }
        }
        return sum;
    }
}
