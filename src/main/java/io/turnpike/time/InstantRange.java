package io.turnpike.time;

import java.time.Instant;

/**
 * A stretch of time, half-open: {@code [from, to)}.
 *
 * @param to after {@code from}
 */
public record InstantRange(Instant from, Instant to) {
    public InstantRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a range of instants needs from < to: [" + from + ", " + to + ")");
        }
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
