package io.turnpike.mediation.flows;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 2026-03-01 12:50:00.123} as an instant. The flows of a file lie in a few hours, so what zone rules say of the last
 * hours seen is kept; an hour in which the clock changes is never kept. One instance a thread. Benchmark: {@code scripts/bench netflow}.
 */
final class LocalClock {
    /** The answer for text that is no time; {@link #fault} says why. */
    static final long NO_TIME = Long.MIN_VALUE;

    /** Date and hour: {@code 2026-03-01 12}. */
    private static final int HOUR_CHARACTERS = 13;

    private static final int SECOND_CHARACTERS = 19;

    private final FlowTimes times;
    private final byte[] knownHour = new byte[HOUR_CHARACTERS];
    private long knownMillis;
    private boolean known;
    private FlowFault fault = FlowFault.BAD_TIME;

    LocalClock(FlowTimes times) {
        this.times = times;
    }

    FlowFault fault() {
        return fault;
    }

    /** @param notBeforeMillis see {@link FlowTimes#resolve} */
    long read(byte[] b, int from, int to, long notBeforeMillis) {
        fault = FlowFault.BAD_TIME;
        int length = to - from;
        if (length < SECOND_CHARACTERS || b[from + 13] != ':' || b[from + 16] != ':') {
            return NO_TIME;
        }
        int minute = two(b, from + 14);
        int second = two(b, from + 17);
        int millis = length == SECOND_CHARACTERS ? 0 : fraction(b, from + SECOND_CHARACTERS, to);
        if (minute < 0 || minute > 59 || second < 0 || second > 59 || millis < 0) {
            return NO_TIME;
        }
        if (!known || !Arrays.equals(b, from, from + HOUR_CHARACTERS, knownHour, 0, HOUR_CHARACTERS)) {
            LocalDateTime hour = hour(b, from);
            if (hour == null) {
                return NO_TIME;
            }
            if (!keep(b, from, hour)) {
                return resolve(hour.withMinute(minute).withSecond(second), millis, notBeforeMillis);
            }
        }
        return knownMillis + minute * 60_000L + second * 1000L + millis;
    }

    private long resolve(LocalDateTime local, int millis, long notBeforeMillis) {
        try {
            return times.resolve(local, notBeforeMillis).toEpochMilli() + millis;
        } catch (FlowTimes.RefusedTime refused) {
            fault = refused.fault();
            return NO_TIME;
        }
    }

    private boolean keep(byte[] b, int from, LocalDateTime hour) {
        List<ZoneOffset> first = times.zone().getRules().getValidOffsets(hour);
        List<ZoneOffset> last = times.zone().getRules().getValidOffsets(hour.plusSeconds(3599));
        known = first.size() == 1 && first.equals(last);
        if (known) {
            System.arraycopy(b, from, knownHour, 0, HOUR_CHARACTERS);
            knownMillis = hour.toEpochSecond(first.get(0)) * 1000;
        }
        return known;
    }

    private static @Nullable LocalDateTime hour(byte[] b, int from) {
        int century = two(b, from);
        int year = two(b, from + 2);
        int month = two(b, from + 5);
        int day = two(b, from + 8);
        int hour = two(b, from + 11);
        boolean marks = b[from + 4] == b[from + 7]
                && (b[from + 4] == '-' || b[from + 4] == '/')
                && (b[from + 10] == ' ' || b[from + 10] == 'T');
        if (century < 0 || year < 0 || !marks) {
            return null;
        }
        try {
            return LocalDateTime.of(century * 100 + year, month, day, hour, 0);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code .123} or {@code .123456} in milliseconds, the rest cut; -1 when it is not. */
    static int fraction(byte[] b, int from, int to) {
        if (b[from] != '.' || to == from + 1) {
            return -1;
        }
        int value = 0;
        int unit = 100;
        for (int i = from + 1; i < to; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value += digit * unit;
            unit /= 10;
        }
        return value;
    }

    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
