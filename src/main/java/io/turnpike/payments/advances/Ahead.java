package io.turnpike.payments.advances;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a payment comes ahead and has no invoice yet. Money is ahead where it closes nothing dated up to some days after it came; and
 * where what it closed is undone later, from that day on. Pure.
 */
final class Ahead {
    private Ahead() {}

    /**
     * So much is an advance.
     *
     * @param beginsOn since when
     * @param before what of the payment is none
     */
    record Part(LocalDate beginsOn, long before, long amount) {}

    /**
     * A payment on its account.
     *
     * @param placedOn since when it is there
     * @param before what of it was no advance so far; null where nothing of it was one
     */
    record Payment(
            LocalDate placedOn, long amount, @Nullable Long before) {}

    /**
     * @param closed how much more of the payment closes something than before, by day
     * @param opened the days on which something that it had closed was opened again
     * @param days after it came, or was free again, in which it may still be applied
     * @param through the last day that counts: none of these days may lie after it
     */
    static List<Part> of(
            Payment payment,
            NavigableMap<LocalDate, Long> closed,
            NavigableSet<LocalDate> opened,
            int days,
            LocalDate through) {
        List<Part> parts = new ArrayList<>();
        Long known = payment.before();
        long before = known == null ? payment.amount() : known;
        NavigableSet<LocalDate> begins = new TreeSet<>(opened.tailSet(payment.placedOn(), true));
        if (known == null) {
            begins.removeAll(opened.headSet(payment.placedOn().plusDays(days), true));
            begins.add(payment.placedOn());
        }
        for (LocalDate day : begins) {
            LocalDate end = day.plusDays(days);
            long then = ClosedDays.total(closed.headMap(end, true));
            if (!end.isAfter(through) && then < before) {
                parts.add(new Part(day, then, before - then));
                before = then;
            }
        }
        return parts;
    }
}
