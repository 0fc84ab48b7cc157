package io.turnpike.time;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days in an operator's zone, half-open: {@code [from, to)}. An open end is {@link #FOREVER}.
 *
 * @param from the first day
 * @param to the day after the last; after {@code from}
 */
public record DateRange(LocalDate from, LocalDate to) {
    /** The end of what has none; far enough for any contract and within what PostgreSQL's date can hold. */
    public static final LocalDate FOREVER = LocalDate.of(9999, 1, 1);

    public DateRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a range of days needs from < to: [" + from + ", " + to + ")");
        }
    }

    public static DateRange from(LocalDate from) {
        return new DateRange(from, FOREVER);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    public Optional<DateRange> intersection(DateRange other) {
        LocalDate start = from.isAfter(other.from) ? from : other.from;
        LocalDate end = to.isBefore(other.to) ? to : other.to;
        return start.isBefore(end) ? Optional.of(new DateRange(start, end)) : Optional.empty();
    }

    /** The instants of these days in the operator's zone; a day of a clock change has 23 or 25 hours. */
    public InstantRange in(ZoneId zone) {
        return new InstantRange(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }

    @Override
    public String toString() {
        return "[" + from + ", " + (to.equals(FOREVER) ? "" : to) + ")";
    }
}
