package io.turnpike.tax;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One VAT class of an operator's tax scheme (standard, reduced, exempt): the rate that took effect on each day. A rate holds until
 * the next one starts.
 */
public final class VatRates {
    private final NavigableMap<LocalDate, VatRate> byFirstDay;
    private final List<LocalDate> changes;

    /**
     * @param byFirstDay first day of each rate; at least one
     */
    public VatRates(NavigableMap<LocalDate, VatRate> byFirstDay) {
        if (byFirstDay.isEmpty()) {
            throw new IllegalArgumentException("a VAT class needs at least one rate");
        }
        this.byFirstDay = Collections.unmodifiableNavigableMap(new TreeMap<>(byFirstDay));
        this.changes = this.byFirstDay.keySet().stream().skip(1).toList();
    }

    /** The rate of a supply rendered on this day; an error before the first rate, because no rate may be guessed. */
    public VatRate on(LocalDate day) {
        var entry = byFirstDay.floorEntry(day);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "no VAT rate is written for " + day + "; the first starts on " + byFirstDay.firstKey());
        }
        return entry.getValue();
    }

    /** The days on which the rate changes, ascending, without the first. */
    public List<LocalDate> changes() {
        return changes;
    }
}
