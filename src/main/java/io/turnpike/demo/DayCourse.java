package io.turnpike.demo;

import java.time.LocalDate;
import java.time.ZoneId;

/** Hands out the moments of a day in rising order, more of them in the evening than at night. */
final class DayCourse {
    private static final int[] WEIGHTS = {
        2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 12, 11, 12, 12, 12, 12, 13, 14, 15, 14, 11, 7, 4
    };
    private static final int WEIGHT = sum(WEIGHTS.length);
    private static final int SECONDS_AN_HOUR = 3600;

    private final long start;
    private final long records;
    private final int hours;
    private int hour;
    private long inHour;
    private long ofHour;

    /** The day in the zone; its last hour is left out where it has 25, and nothing happens past its end where it has 23. */
    DayCourse(LocalDate day, ZoneId zone, long records) {
        this.start = day.atStartOfDay(zone).toEpochSecond();
        this.records = records;
        this.ofHour = upTo(1);
        this.hours = (int) ((day.plusDays(1).atStartOfDay(zone).toEpochSecond() - start) / SECONDS_AN_HOUR);
    }

    /** The next moment, seconds since 1970. */
    long next(Dice dice) {
        while (inHour >= ofHour && hour < WEIGHTS.length - 1) {
            hour++;
            inHour = 0;
            ofHour = upTo(hour + 1) - upTo(hour);
        }
        int slot = (int) Math.max(1, SECONDS_AN_HOUR / Math.max(1, ofHour));
        long second = Math.min(SECONDS_AN_HOUR - 1L, inHour * SECONDS_AN_HOUR / Math.max(1, ofHour) + dice.below(slot));
        inHour++;
        return start + Math.min(hour, hours - 1) * (long) SECONDS_AN_HOUR + second;
    }

    private long upTo(int hourEnd) {
        return records * sum(hourEnd) / WEIGHT;
    }

    private static int sum(int hours) {
        int sum = 0;
        for (int i = 0; i < hours; i++) {
            sum += WEIGHTS[i];
        }
        return sum;
    }
}
