package io.turnpike.mediation.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which day of an operator an hour belongs to. Hours are counted from 1970 UTC; an hour belongs to the day it begins in, so that in a
 * zone that is off by half an hour the first half hour of a day counts for the day before. Not for two threads.
 */
public final class OperatorHours {
    private static final int SECONDS = 3600;
    /** A power of two, more than the hours of a file. */
    private static final int RECENT = 64;

    private final ZoneId zone;
    /** The places found last, by the low bits of their hour: a file of flows asks for the same few again and again. */
    private final @Nullable Slot[] slots = new Slot[RECENT];

    private final int[] hours = new int[RECENT];

    public OperatorHours(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * An hour's place.
     *
     * @param index from 0; a day of a clock change has 23 or 25 hours
     */
    public record Slot(LocalDate day, int index) {}

    /** The place of an hour, counted from 1970 UTC. */
    public Slot slotOf(int hour) {
        int at = hour & (RECENT - 1);
        Slot known = slots[at];
        if (known == null || hours[at] != hour) {
            LocalDate day =
                    Instant.ofEpochSecond((long) hour * SECONDS).atZone(zone).toLocalDate();
            known = new Slot(day, hour - firstHour(day));
            slots[at] = known;
            hours[at] = hour;
        }
        return known;
    }

    /** The first hour of a day, counted from 1970 UTC. */
    public int firstHour(LocalDate day) {
        return Math.toIntExact(-Math.floorDiv(-day.atStartOfDay(zone).toEpochSecond(), SECONDS));
    }
}
