package io.turnpike.mediation.flows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The hours that an operator's traffic is summed by, and the days they belong to. An hour begins when the operator's clock strikes, and
 * with every day: none lies over midnight. It is numbered by the UTC hour it begins in, counted from 1970; just one begins in each. So
 * where clocks are off by whole hours it is that UTC hour; in Asia/Kolkata hour n begins 30 minutes into UTC hour n.
 *
 * <p>Where the clock changes by half an hour (Australia/Lord_Howe), an hour that is cut short begins with the change and lasts 30
 * minutes, and one that the clock is put back in lasts 90. Safe for several threads.
 */
public final class OperatorHours {
    /** The hours of an operator whose clock strikes with UTC's. */
    static final OperatorHours UTC = new OperatorHours(ZoneOffset.UTC);

    private static final int SECONDS = 3600;
    private static final long MILLIS = 1000L * SECONDS;
    /** A power of two, more than the hours of a file. */
    private static final int RECENT = 64;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final boolean whole;
    /** Those found last, by the low bits of their number: a file of flows asks for the same few again and again. */
    private final @Nullable Hour[] recent = new Hour[RECENT];

    public OperatorHours(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.whole = isWhole(rules);
    }

    /** Whether the zone was off by whole hours ever since there is traffic. */
    private static boolean isWhole(ZoneRules rules) {
        Instant first = Instant.ofEpochMilli(FlowRow.EARLIEST_MILLIS);
        return isWhole(rules.getOffset(first))
                && rules.getTransitions().stream()
                        .filter(change -> change.getInstant().isAfter(first))
                        .allMatch(change -> isWhole(change.getOffsetAfter()))
                && rules.getTransitionRules().stream().allMatch(change -> isWhole(change.getOffsetAfter()));
    }

    private static boolean isWhole(ZoneOffset offset) {
        return offset.getTotalSeconds() % SECONDS == 0;
    }

    /**
     * An hour's place.
     *
     * @param index from 0; a day of a clock change may have 23 or 25 hours
     */
    public record Slot(LocalDate day, int index) {}

    /** An hour that was worked out; unchangeable, so that a thread may find what another put down. */
    private record Hour(int number, long beginMillis, Slot slot) {}

    /** Whether each hour is the UTC hour of its number. */
    boolean areUtc() {
        return whole;
    }

    /** The hour of an instant. */
    public int hourAt(Instant at) {
        return hourAt(at.toEpochMilli());
    }

    /** The hour of an instant, in milliseconds since 1970 UTC. */
    int hourAt(long millis) {
        int hour = (int) (millis / MILLIS);
        return whole || millis >= hour(hour).beginMillis ? hour : hour - 1;
    }

    /** When an hour begins, in milliseconds since 1970 UTC: when the one before it ends. */
    long beginMillis(int hour) {
        return whole ? hour * MILLIS : hour(hour).beginMillis;
    }

    /** The second in which an hour of a day begins, since 1970 UTC; the inverse of {@link #slotOf}. */
    public long beginOf(LocalDate day, int index) {
        return beginMillis(firstHour(day) + index) / 1000;
    }

    /** The place of an hour in its day. */
    public Slot slotOf(int hour) {
        return hour(hour).slot;
    }

    /** The hour a day begins with. */
    public int firstHour(LocalDate day) {
        return Math.toIntExact(Math.floorDiv(day.atStartOfDay(zone).toEpochSecond(), SECONDS));
    }

    private Hour hour(int number) {
        int at = number & (RECENT - 1);
        Hour known = recent[at];
        if (known == null || known.number != number) {
            long begin = whole ? (long) number * SECONDS : begin((long) number * SECONDS);
            LocalDate day = Instant.ofEpochSecond(begin).atZone(zone).toLocalDate();
            known = new Hour(number, begin * 1000, new Slot(day, number - firstHour(day)));
            recent[at] = known;
        }
        return known;
    }

    /** The second of a UTC hour in which an hour begins: that of midnight, else when the clock strikes, or jumps over it. */
    private long begin(long utcHour) {
        LocalDate last = LocalDate.ofInstant(Instant.ofEpochSecond(utcHour + SECONDS - 1), zone);
        long midnight = last.atStartOfDay(zone).toEpochSecond();
        if (midnight >= utcHour) {
            return midnight;
        }
        Instant before = Instant.ofEpochSecond(utcHour - 1);
        long strikes = utcHour + untilItStrikes(rules.getOffset(before));
        ZoneOffsetTransition change = rules.nextTransition(before);
        return change == null || strikes < change.toEpochSecond()
                ? strikes
                : Math.max(change.toEpochSecond(), utcHour + untilItStrikes(change.getOffsetAfter()));
    }

    /** Seconds from the begin of a UTC hour until a clock with this offset strikes. */
    private static int untilItStrikes(ZoneOffset offset) {
        return Math.floorMod(-offset.getTotalSeconds(), SECONDS);
    }
}
