package io.turnpike.accounting;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many records, or rows, a file has and what they come to.
 *
 * @param minor in minor units by what is summed and its currency, such as {@code gross RUB}
 */
public record Sums(long rows, SortedMap<String, Long> minor) {
    public static final Sums NONE = new Sums(0, new TreeMap<>());

    public Sums {
        SortedMap<String, Long> without = new TreeMap<>(minor);
        without.values().removeIf(sum -> sum == 0);
        minor = Collections.unmodifiableSortedMap(without);
    }

    /** Of one row. */
    public static Sums of(Content content, Map<String, String> row) {
        SortedMap<String, Long> minor = new TreeMap<>();
        String currency = row.getOrDefault("currency", "");
        for (String field : content.summed()) {
            String amount = row.get(field);
            if (amount != null) {
                minor.put(field + " " + currency, Facts.minor(amount, currency));
            }
        }
        return new Sums(1, minor);
    }

    public Sums plus(Sums other) {
        SortedMap<String, Long> both = new TreeMap<>(minor);
        other.minor.forEach((what, sum) -> both.merge(what, sum, Math::addExact));
        return new Sums(Math.addExact(rows, other.rows), both);
    }

    /** {@code 3 rows, gross 1234.50 RUB, …}. */
    @Override
    public String toString() {
        String sums = minor.entrySet().stream()
                .map(each -> {
                    String[] of = each.getKey().split(" ", 2);
                    return of[0] + " " + Facts.amount(each.getValue(), of[1]) + " " + of[1];
                })
                .collect(Collectors.joining(", "));
        return rows + (rows == 1 ? " row" : " rows") + (sums.isEmpty() ? "" : ", " + sums);
    }
}
