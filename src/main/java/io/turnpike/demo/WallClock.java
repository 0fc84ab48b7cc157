package io.turnpike.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Local time of a zone, with the offset remembered until the clock is changed. Not for two threads at once. */
final class WallClock {
    private final ZoneRules rules;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int offset;
    private boolean summer;

    WallClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** Seconds of local time since 1970. */
    long local(long epochSecond) {
        look(epochSecond);
        return epochSecond + offset;
    }

    boolean isSummer(long epochSecond) {
        look(epochSecond);
        return summer;
    }

    private void look(long epochSecond) {
        if (epochSecond >= from && epochSecond < to) {
            return;
        }
        Instant at = Instant.ofEpochSecond(epochSecond);
        offset = rules.getOffset(at).getTotalSeconds();
        summer = rules.isDaylightSavings(at);
        ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(at);
        from = before == null ? Long.MIN_VALUE : before.toEpochSecond();
        to = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    }
}
