package io.turnpike.books;

import io.turnpike.ledger.LedgerAccount;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the amounts of a report as its lines come: of all, and of those with the same first word where that is an account of the books. */
final class ReportSums {
    private final ReportColumns columns;
    private final boolean byFirstWord;
    private final long[] total;
    private final Map<String, long[]> byWord = new TreeMap<>();
    private long lines;

    ReportSums(ReportColumns columns) {
        this.columns = columns;
        this.byFirstWord = columns.words().get(0).equals(TrialBalance.LEDGER_ACCOUNT);
        this.total = new long[columns.amounts().size()];
    }

    void add(ReportLine line) {
        lines++;
        add(total, line);
        if (byFirstWord) {
            add(byWord.computeIfAbsent(line.words().get(0), word -> new long[total.length]), line);
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

    /** Of the lines of an account of the books; zero where there is none. */
    long of(String ledgerAccount, String column) {
        long[] sums = byWord.get(ledgerAccount);
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
