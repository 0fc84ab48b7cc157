package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What re-rating changed, by currency; amounts in micro-units. */
final class RerateTotals {
    private static final int MICRO_DIGITS = 6;

    private final Map<String, Sum> sums = new TreeMap<>();
    private long withoutPrice;

    /**
     * What corrections come to.
     *
     * @param charges that were touched
     * @param before what these charges came to
     * @param after what they come to now
     */
    record Sum(long charges, long before, long after) {
        static final Sum NOTHING = new Sum(0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(
                    charges + other.charges, Math.addExact(before, other.before), Math.addExact(after, other.after));
        }

        static Sum of(Differences differences) {
            Set<List<Object>> touched = new HashSet<>();
            long before = 0;
            long after = 0;
            for (Correction correction : differences.corrections()) {
                touched.add(List.of(
                        correction.before().usageTime(), correction.before().dedupeKey()));
                before = Math.addExact(before, correction.before().amountMicros());
                after = Math.addExact(after, correction.amountMicros());
            }
            for (Differences.TrafficCharge charge : differences.traffic()) {
                after = Math.addExact(after, charge.amountMicros());
            }
            return new Sum(touched.size(), before, after);
        }
    }

    synchronized void add(ServiceDirectory directory, int account, Differences differences) {
        Currency currency = directory.operatorOf(account).currency();
        sums.merge(currency.getCurrencyCode(), Sum.of(differences), Sum::plus);
        withoutPrice += differences.withoutPrice();
    }

    synchronized long withoutPrice() {
        return withoutPrice;
    }

    /** One line a currency. */
    synchronized Collection<String> lines() {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().charges + " charges corrected, " + entry.getKey() + " before "
                        + text(entry.getValue().before) + ", after " + text(entry.getValue().after) + ", difference "
                        + text(entry.getValue().after - entry.getValue().before))
                .toList();
    }

    private static String text(long micros) {
        return BigDecimal.valueOf(micros, MICRO_DIGITS).toPlainString();
    }
}
