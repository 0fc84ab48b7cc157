package io.turnpike.mediation.files;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers that lie between the files of one sequence and did not come.
 *
 * @param first the first missing number
 * @param last the last missing number; smaller than {@code first} where the sequence began again between them
 * @param files how many are missing
 */
public record SequenceGap(long first, long last, long files) {
    /**
     * A file that came.
     *
     * @param sequence the number in its name
     */
    public record Arrival(long sequence, Instant at) {}

    /**
     * The numbers a sequence runs through.
     *
     * @param first it begins with this one, also again after the last
     * @param last 0 where it never begins again
     */
    public record Span(long first, long last) {
        private boolean wraps() {
            return last > 0;
        }

        private long length() {
            return last - first + 1;
        }

        /** The place of a number on a line without end, the one nearest to the furthest place so far. */
        private long place(long sequence, long furthest) {
            if (!wraps()) {
                return sequence;
            }
            long ahead = Math.floorMod(sequence - furthest, length());
            return ahead > length() / 2 ? furthest + ahead - length() : furthest + ahead;
        }

        private long number(long place) {
            return wraps() ? first + Math.floorMod(place - first, length()) : place;
        }
    }

    /**
     * The gaps whose following file came at {@code since} or later, in the order of the sequence.
     *
     * @param arrivals in the order they came; late files fill their gaps
     */
    public static List<SequenceGap> between(List<Arrival> arrivals, Span span, Instant since) {
        TreeMap<Long, Instant> places = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            long furthest = places.isEmpty() ? arrival.sequence : places.lastKey();
            places.merge(
                    span.place(arrival.sequence, furthest),
                    arrival.at,
                    (one, other) -> one.isAfter(other) ? one : other);
        }
        List<SequenceGap> gaps = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (Map.Entry<Long, Instant> each : places.entrySet()) {
            long place = each.getKey();
            if (before < place - 1 && !each.getValue().isBefore(since)) {
                gaps.add(new SequenceGap(span.number(before + 1), span.number(place - 1), place - before - 1));
            }
            before = place;
        }
        return gaps;
    }

    /** {@code file 17 is missing}, {@code files 9999 to 3 are missing}. */
    public String text() {
        return files == 1 ? "file " + first + " is missing" : "files " + first + " to " + last + " are missing";
    }
}
