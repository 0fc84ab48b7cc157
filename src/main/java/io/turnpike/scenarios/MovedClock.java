package io.turnpike.scenarios;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The program's clock while a scenario runs: it stands still until a line moves it, and never goes back. */
final class MovedClock extends Clock {
    /** What is recorded by two lines of one day is told apart by this. */
    private static final long TICK_MILLIS = 1;

    private volatile Instant now;

    MovedClock(Instant start) {
        now = start;
    }

    /** To an instant, or by a tick where it is later already. */
    void moveTo(Instant wanted) {
        Instant tick = now.plusMillis(TICK_MILLIS);
        now = wanted.isAfter(tick) ? wanted : tick;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the program asks this clock for instants only");
    }
}
