package io.turnpike.mediation.calls;

import io.turnpike.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes one usage event of the parts of a long call. Pure: who holds the parts, and since when, is told.
 *
 * <p>A call is whole when the parts from the first to the one marked last are there without a gap. Quantities are summed before
 * they are rounded, so that a call of ten parts is not rounded ten times. When the wait is over, what is there is charged as one
 * event; a part that comes later is charged by {@link Part#asContinuation}.
 */
public final class PartMerger {
    /** A gap larger than this is a wrong number, not a thousand lost records; the list only has to show that there is one. */
    private static final int MOST_MISSING = 1000;

    private final long first;
    private final Duration longestWait;
    private final Fraction fraction;

    public PartMerger(PartRules rules) {
        this.first = rules.first();
        this.longestWait = rules.longestWait();
        this.fraction = rules.fraction();
    }

    /** What can be said of a call by the parts that are there. */
    public sealed interface Merged {
        /**
         * The call, complete.
         *
         * @param used the parts it was made of, in order
         * @param duplicates second deliveries among the parts given
         */
        record Whole(UsageEvent event, List<Part> used, List<Part> duplicates) implements Merged {}

        /**
         * Parts are missing and are still waited for.
         *
         * @param missing numbers of the parts that lie between those that are there
         * @param lastIsMissing the part marked last has not come
         * @param until when the wait is over
         */
        record Waiting(List<Long> missing, boolean lastIsMissing, Instant until) implements Merged {}

        /** The wait is over: the event charges what is there. */
        record Overdue(UsageEvent event, List<Part> used, List<Part> duplicates, List<Long> missing)
                implements Merged {}

        /** Two different records claim the same place in the call: a person has to decide. */
        record Conflict(Part one, Part other) implements Merged {}
    }

    /**
     * Says what the parts that are there make.
     *
     * @param parts of one call, in any order; at least one
     * @param heldSince when the first of them arrived
     * @param now the time of the run
     */
    public Merged merge(List<Part> parts, Instant heldSince, Instant now) {
        TreeMap<Long, Part> byNumber = new TreeMap<>();
        List<Part> duplicates = new ArrayList<>();
        for (Part part : inOrder(parts)) {
            Part other = byNumber.putIfAbsent(part.number(), part);
            if (other != null && !same(other, part)) {
                return new Merged.Conflict(other, part);
            }
            if (other != null) {
                duplicates.add(part);
            }
        }
        List<Part> used = List.copyOf(byNumber.values());
        List<Long> missing = missing(byNumber);
        boolean lastIsMissing = !byNumber.lastEntry().getValue().last();
        if (missing.isEmpty() && !lastIsMissing) {
            return new Merged.Whole(event(used), used, duplicates);
        }
        Instant until = heldSince.plus(longestWait);
        return now.isBefore(until)
                ? new Merged.Waiting(missing, lastIsMissing, until)
                : new Merged.Overdue(event(used), used, duplicates, missing);
    }

    private static List<Part> inOrder(List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingLong(Part::number)
                .thenComparing(part -> part.event().dedupeKey()));
        return sorted;
    }

    private static boolean same(Part one, Part other) {
        return one.event().equals(other.event()) && one.quantityMicros() == other.quantityMicros();
    }

    /** Numbers that are not there, from the first part to the highest number seen. */
    private List<Long> missing(SortedMap<Long, Part> byNumber) {
        List<Long> missing = new ArrayList<>();
        long expected = first;
        for (long number : byNumber.keySet()) {
            for (; expected < number && missing.size() < MOST_MISSING; expected++) {
                missing.add(expected);
            }
            expected = number + 1;
        }
        return missing;
    }

    private UsageEvent event(List<Part> used) {
        UsageEvent start = used.get(0).event();
        long micros = used.stream().mapToLong(Part::quantityMicros).reduce(0, Math::addExact);
        return new UsageEvent(
                start.kind(),
                start.direction(),
                start.ownerKind(),
                start.owner(),
                start.party(),
                start.startEpochSecond(),
                fraction.whole(micros),
                false,
                "call " + used.get(0).call());
    }
}
