package io.turnpike.payments.advances;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of an advance is to be deducted more, or less, than was, by the day of what it was applied to. Pure. */
final class Deductions {
    private Deductions() {}

    /**
     * A part of the money of a payment that was an advance.
     *
     * @param beginsOn since when
     * @param before what of the payment closes something without it
     * @param amount of it
     * @param takenOffOn when the money was taken off its account; null where it stands there
     */
    record Advance(
            LocalDate beginsOn,
            long before,
            long amount,
            @Nullable LocalDate takenOffOn) {}

    /**
     * What closes more than {@code before} is applied of the advance; what is opened again is an advance again from that day on. On the
     * day it is taken off the account all that is left is deducted.
     *
     * @param closed how much more of the payment closes something than before, by day
     * @param deducted what was deducted before, by day
     * @param through the last day that counts; where more was deducted before, the last day of that
     */
    static SortedMap<LocalDate, Long> due(
            Advance advance,
            NavigableMap<LocalDate, Long> closed,
            SortedMap<LocalDate, Long> deducted,
            LocalDate through) {
        LocalDate off = advance.takenOffOn();
        if (off != null && ClosedDays.total(deducted) == advance.amount()) {
            return new TreeMap<>(); // all is done, and nothing more can come of it
        }
        LocalDate last = deducted.isEmpty() || deducted.lastKey().isBefore(through) ? through : deducted.lastKey();
        NavigableMap<LocalDate, Long> standing = standing(advance, closed.headMap(last, true));
        if (off != null && !off.isAfter(last)) {
            standing.tailMap(off, true).clear();
            standing.put(off, advance.amount());
        }
        SortedMap<LocalDate, Long> due = new TreeMap<>();
        deducted.forEach((day, minor) -> due.merge(day, -minor, Math::addExact));
        long before = 0;
        for (Map.Entry<LocalDate, Long> each : standing.entrySet()) {
            due.merge(each.getKey(), each.getValue() - before, Math::addExact);
            before = each.getValue();
        }
        due.values().removeIf(minor -> minor == 0);
        return due;
    }

    /** What of the advance is applied at the end of each day on which that changes. */
    private static NavigableMap<LocalDate, Long> standing(Advance advance, SortedMap<LocalDate, Long> closed) {
        NavigableMap<LocalDate, Long> standing = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<LocalDate, Long> each : closed.entrySet()) {
            sum = Math.addExact(sum, each.getValue());
            LocalDate day = each.getKey().isBefore(advance.beginsOn()) ? advance.beginsOn() : each.getKey();
            standing.put(day, Math.max(0, Math.min(sum - advance.before(), advance.amount())));
        }
        return standing;
    }
}
