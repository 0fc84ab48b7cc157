package io.turnpike.cli;

import io.turnpike.charging.RerateTrial.AccountDifference;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What a dry run shows on the screen: the first accounts, and the totals by currency of all. */
final class RerateListing {
    private static final int MICRO_DIGITS = 6;
    private static final String LINE = "%-12s %-14s %9s %18s %18s %18s %s%n";

    private final PrintWriter out;
    private final int most;
    private final Map<String, long[]> totals = new TreeMap<>();
    private long accounts;
    private long withoutPrice;

    RerateListing(PrintWriter out, int most) {
        this.out = out;
        this.most = most;
    }

    void show(AccountDifference difference) {
        if (accounts == 0) {
            out.printf(LINE, "operator", "account", "charges", "before", "after", "difference", "");
        }
        accounts++;
        String currency = difference.operator().currency().getCurrencyCode();
        if (accounts <= most) {
            out.printf(
                    LINE,
                    difference.operator().code(),
                    difference.account(),
                    difference.charges(),
                    amount(difference.beforeMicros()),
                    amount(difference.afterMicros()),
                    amount(difference.differenceMicros()),
                    currency);
        }
        long[] total = totals.computeIfAbsent(currency, key -> new long[3]);
        total[0] += difference.charges();
        total[1] = Math.addExact(total[1], difference.beforeMicros());
        total[2] = Math.addExact(total[2], difference.afterMicros());
        withoutPrice += difference.withoutPrice();
    }

    long accounts() {
        return accounts;
    }

    void end() {
        if (accounts == 0) {
            out.println("nothing comes out different");
            return;
        }
        if (accounts > most) {
            out.println("  and " + (accounts - most) + " accounts more: --out FILE writes all");
        }
        totals.forEach((currency, total) -> out.printf(
                LINE,
                "total",
                accounts + " accounts",
                total[0],
                amount(total[1]),
                amount(total[2]),
                amount(total[2] - total[1]),
                currency));
        if (withoutPrice > 0) {
            out.println("WARNING " + withoutPrice + " charges have no price by the facts known now: they would be taken"
                    + " back and wait for one");
        }
        out.println("nothing was changed: --apply corrects it");
    }

    static String amount(long micros) {
        return BigDecimal.valueOf(micros, MICRO_DIGITS).toPlainString();
    }
}
