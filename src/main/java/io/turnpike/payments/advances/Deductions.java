package io.turnpike.payments.advances;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of an advance is to be deducted more, or less, than was, by the day of what it was applied to. Pure. */
final class Deductions {
    private Deductions() {}

    /**
     * Of money that stands on its account: what is applied beyond what was applied in time, which is no advance.
     *
     * @param applied what the payment closes now, by day
     * @param deducted what was deducted before, by day
     * @param before what of the payment was applied in time
     */
    static SortedMap<LocalDate, Long> due(
            SortedMap<LocalDate, Long> applied, SortedMap<LocalDate, Long> deducted, long before) {
        SortedMap<LocalDate, Long> due = new TreeMap<>();
        deducted.forEach((day, minor) -> due.merge(day, -minor, Math::addExact));
        long left = before;
        for (Map.Entry<LocalDate, Long> each : applied.entrySet()) {
            long inTime = Math.min(left, each.getValue());
            left -= inTime;
            due.merge(each.getKey(), each.getValue() - inTime, Math::addExact);
        }
        due.values().removeIf(minor -> minor == 0);
        return due;
    }

    /** Of money that was taken off its account: all that is left of the advance, on that day. */
    static SortedMap<LocalDate, Long> rest(long amount, long deducted, LocalDate takenOffOn) {
        SortedMap<LocalDate, Long> rest = new TreeMap<>();
        if (amount != deducted) {
            rest.put(takenOffOn, amount - deducted);
        }
        return rest;
    }
}
