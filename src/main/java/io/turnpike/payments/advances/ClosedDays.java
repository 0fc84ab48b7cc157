package io.turnpike.payments.advances;

import io.turnpike.payments.advances.AdvanceMapper.Closing;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From which day on credits closed debts, and until which. A part counts from the first day on which the debt is asked for, the credit is on
 * the account, and neither is taken by another part; so what is applied in the place of what was undone counts from the day of the
 * undoing, and the days before stay as they were. Pure.
 */
final class ClosedDays {
    private final Map<Side, Long> amounts;
    private final Map<Side, NavigableMap<LocalDate, Long>> taken = new HashMap<>();
    private final Map<Side, NavigableSet<LocalDate>> opened = new HashMap<>();

    /** An entry as far as it moves what an account owes. */
    record Side(long accountId, long entryId) {}

    private ClosedDays(Map<Side, Long> amounts) {
        this.amounts = amounts;
    }

    /**
     * @param closings in the order in which they were applied
     * @param amounts of the entries of accounts on which something was undone, without sign; of all others there is always room
     */
    static ClosedDays of(List<Closing> closings, Map<Side, Long> amounts) {
        ClosedDays days = new ClosedDays(amounts);
        closings.forEach(days::add);
        return days;
    }

    /** By day, how much more of a credit closes something than before: less than nothing where something was opened again. */
    NavigableMap<LocalDate, Long> of(long accountId, long creditEntry) {
        return of(new Side(accountId, creditEntry));
    }

    /** The days on which something that a credit had closed was opened again, also where something else was closed at once. */
    NavigableSet<LocalDate> opened(long accountId, long creditEntry) {
        return opened.getOrDefault(new Side(accountId, creditEntry), new TreeSet<>());
    }

    private NavigableMap<LocalDate, Long> of(Side side) {
        return taken.getOrDefault(side, new TreeMap<>());
    }

    private void add(Closing closing) {
        Side debit = new Side(closing.accountId(), closing.debitEntry());
        Side credit = new Side(closing.accountId(), closing.creditEntry());
        LocalDate from = closing.debitDay().isAfter(closing.creditDay()) ? closing.debitDay() : closing.creditDay();
        LocalDate releasedOn = closing.releasedOn();
        if (releasedOn != null) {
            opened.computeIfAbsent(credit, any -> new TreeSet<>()).add(releasedOn.isAfter(from) ? releasedOn : from);
        }
        long left = closing.amountMinor();
        long placed = 0;
        for (Map.Entry<LocalDate, Long> room : room(debit, credit, from).entrySet()) {
            long part = Math.min(left, room.getValue() - placed);
            if (part > 0) {
                take(debit, part, room.getKey(), releasedOn);
                take(credit, part, room.getKey(), releasedOn);
                left -= part;
                placed += part;
            }
        }
    }

    /** By day from the given one on, how much is free of both from that day on for good; on the last of these days there is room for all. */
    private NavigableMap<LocalDate, Long> room(Side debit, Side credit, LocalDate from) {
        NavigableMap<LocalDate, Long> room = new TreeMap<>();
        if (!amounts.containsKey(debit) || !amounts.containsKey(credit)) {
            room.put(from, Long.MAX_VALUE);
            return room;
        }
        NavigableSet<LocalDate> days =
                new TreeSet<>(of(debit).tailMap(from, false).keySet());
        days.addAll(of(credit).tailMap(from, false).keySet());
        days.add(from);
        long least = Long.MAX_VALUE;
        for (LocalDate day : days.descendingSet()) {
            least = Math.min(least, Math.min(free(debit, day), free(credit, day)));
            room.put(day, room.isEmpty() ? Long.MAX_VALUE : least);
        }
        return room;
    }

    private long free(Side side, LocalDate day) {
        return amounts.getOrDefault(side, 0L) - total(of(side).headMap(day, true));
    }

    private void take(Side side, long minor, LocalDate day, @Nullable LocalDate releasedOn) {
        if (releasedOn == null || releasedOn.isAfter(day)) {
            NavigableMap<LocalDate, Long> changes = taken.computeIfAbsent(side, any -> new TreeMap<>());
            changes.merge(day, minor, Math::addExact);
            if (releasedOn != null) {
                changes.merge(releasedOn, -minor, Math::addExact);
            }
        }
    }

    /** How much all of it comes to. */
    static long total(Map<LocalDate, Long> changes) {
        return changes.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }
}
