package io.turnpike.mediation.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Which day of an operator an hour belongs to. Hours are counted from 1970 UTC; an hour belongs to the day it begins in, so that in a
 * zone that is off by half an hour the first half hour of a day counts for the day before. Not for two threads.
 */
public final class OperatorHours {
    private static final int SECONDS = 3600;

    private final ZoneId zone;
    private final Map<Integer, Slot> slots = new HashMap<>();

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
        return slots.computeIfAbsent(hour, key -> {
            LocalDate day =
                    Instant.ofEpochSecond((long) key * SECONDS).atZone(zone).toLocalDate();
            return new Slot(day, key - firstHour(day));
        });
    }

    /** The first hour of a day, counted from 1970 UTC. */
    public int firstHour(LocalDate day) {
        return Math.toIntExact(-Math.floorDiv(-day.atStartOfDay(zone).toEpochSecond(), SECONDS));
    }
}
