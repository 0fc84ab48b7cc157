package io.turnpike.mediation.layout;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a time column into an instant. The days read before are kept with their offset, so that only a new day costs a
 * look at the zone's rules, and on the days of a clock change another hour. Not for two threads at once.
 */
public final class TimeReader {
    /** The answer when there is no instant; {@link #fault} says why. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long HOUR_SECONDS = 3600;
    private static final long DAY_SECONDS = 86_400;
    private static final int NO_OFFSET = Integer.MIN_VALUE;
    /** Two months, so that the days of one month never share a slot. */
    private static final int KEPT_DAYS = 64;

    private static final int HALF_DAY_HOURS = 12;
    /** The bit in which an ASCII letter differs from its capital. */
    private static final int LOWER_CASE = 0x20;

    private final TimeFormat format;
    private final List<TimePattern.Token> tokens;
    private final @Nullable FixedTime fixed;
    private final boolean halfDays;
    private @Nullable Fault fault;

    private int year;
    private int month;
    private int day;
    private int hour;
    private boolean afternoon;
    private int minute;
    private int second;
    private int offsetSeconds;
    private @Nullable ZoneId wordZone;
    private long earliest;

    // days read before, by their slot: a file may be in any order within its month
    private final int[] keptDays = new int[KEPT_DAYS];
    private final long[] keptEpochDays = new long[KEPT_DAYS];
    private final int[] keptOffsets = new int[KEPT_DAYS];
    private long cachedHour = Long.MIN_VALUE;
    private int cachedOffset;

    public TimeReader(TimeFormat format) {
        this.format = format;
        this.tokens = format.pattern().map(TimePattern::tokens).orElse(List.of());
        this.fixed = FixedTime.of(tokens);
        Arrays.fill(keptDays, -1);
        this.halfDays = format.pattern().filter(TimePattern::hasHalfDays).isPresent();
    }

    /**
     * The epoch second of a time; parts of a second are dropped. {@link #NONE} when it cannot be read.
     *
     * @param summer whether a field of the record says that a repeated time is summer time; null where none says it
     */
    public long epochSecond(byte[] bytes, int from, int to, @Nullable Boolean summer) {
        return epochSecond(bytes, from, to, summer, Long.MIN_VALUE);
    }

    /**
     * As {@link #epochSecond(byte[], int, int, Boolean)}, of something that ends.
     *
     * @param notBefore of the two instants of a repeated time the earlier is not meant when it is before this
     */
    public long epochSecond(byte[] bytes, int from, int to, @Nullable Boolean summer, long notBefore) {
        fault = null;
        earliest = notBefore;
        return switch (format.kind()) {
            case PATTERN -> parse(bytes, from, to) ? instant(summer) : failed(Fault.BAD_TIME);
            case EPOCH_SECONDS -> epoch(FieldNumbers.micros(bytes, from, to, 0), FieldNumbers.MICROS);
            case EPOCH_MILLIS -> epoch(FieldNumbers.wholeNumber(bytes, from, to), 1_000);
            case EPOCH_MICROS -> epoch(FieldNumbers.wholeNumber(bytes, from, to), FieldNumbers.MICROS);
        };
    }

    /** Why the last time could not be read. */
    public Fault fault() {
        return fault == null ? Fault.BAD_TIME : fault;
    }

    private long epoch(long number, long perSecond) {
        return number == FieldNumbers.BAD || number < 0 ? failed(Fault.BAD_TIME) : Math.floorDiv(number, perSecond);
    }

    private long failed(Fault why) {
        fault = why;
        return NONE;
    }

    private boolean parse(byte[] bytes, int from, int to) {
        second = 0;
        offsetSeconds = NO_OFFSET;
        wordZone = null;
        FixedTime places = fixed;
        if (places != null && places.fits(bytes, from, to)) {
            year = places.year(bytes, from);
            month = places.month(bytes, from);
            day = places.day(bytes, from);
            hour = places.hour(bytes, from);
            minute = places.minute(bytes, from);
            second = places.second(bytes, from);
            return places.wellRead() && hour < 24 && minute < 60 && second < 60;
        }
        int at = from;
        for (int i = 0; i < tokens.size(); i++) {
            TimePattern.Token token = tokens.get(i);
            if (token.isOptional()) {
                int after = optional(i, bytes, at, to);
                at = after < 0 ? at : after;
                i -= token.width();
            } else {
                at = one(token, bytes, at, to);
                if (at < 0) {
                    return false;
                }
            }
        }
        if (halfDays) {
            if (hour < 1 || hour > HALF_DAY_HOURS) {
                return false;
            }
            hour = hour % HALF_DAY_HOURS + (afternoon ? HALF_DAY_HOURS : 0);
        }
        return at == to && hour < 24 && minute < 60 && second < 60;
    }

    /** The place after all tokens of the brackets that open here; -1 when one of them is missing. */
    private int optional(int open, byte[] bytes, int from, int to) {
        int at = from;
        int last = open - tokens.get(open).width();
        for (int i = open + 1; i <= last && at >= 0; i++) {
            at = one(tokens.get(i), bytes, at, to);
        }
        return at;
    }

    private int one(TimePattern.Token token, byte[] bytes, int at, int to) {
        if (token.width() == 0) {
            return itself(token.letter(), bytes, at, to);
        }
        return switch (token.letter()) {
            case 'X', 'z', 'E' -> word(token.letter(), bytes, at, to);
            case 'a' -> halfDay(bytes, at, to);
            default -> number(token, bytes, at, to);
        };
    }

    private static int itself(char letter, byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != letter) {
            return -1;
        }
        int at = from + 1;
        while (letter == ' ' && at < to && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    private int halfDay(byte[] bytes, int from, int to) {
        if (from + 2 > to || (bytes[from + 1] | LOWER_CASE) != 'm') {
            return -1;
        }
        int half = bytes[from] | LOWER_CASE;
        afternoon = half == 'p';
        return half == 'a' || half == 'p' ? from + 2 : -1;
    }

    private int number(TimePattern.Token token, byte[] bytes, int from, int to) {
        if (token.letter() == 'M' && token.width() == 3) {
            month = TimePattern.month(bytes, from, to);
            return month == 0 ? -1 : from + 3;
        }
        int most = token.letter() == 'S' ? to : Math.min(to, from + Math.max(token.width(), 2));
        if (token.letter() != 'S' && token.width() > 1) {
            most = Math.min(to, from + token.width());
        }
        int value = 0;
        int at = from;
        while (at < most && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at] - '0';
            at++;
        }
        if (at == from || (token.width() > 1 && token.letter() != 'S' && at - from != token.width())) {
            return -1;
        }
        store(token, value);
        return at;
    }

    private void store(TimePattern.Token token, int value) {
        switch (token.letter()) {
            case 'y' -> year = token.width() == 2 ? 2000 + value : value;
            case 'M' -> month = value;
            case 'd' -> day = value;
            case 'H', 'h' -> hour = value;
            case 'm' -> minute = value;
            case 's' -> second = value;
            default -> {} // parts of a second do not count
        }
    }

    /** Reads a weekday, an offset or a zone's word; the place after it, or -1. */
    private int word(char letter, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] > ' ') {
            at++;
        }
        String word = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
        if (letter == 'E') {
            return at - from >= 3 ? from + 3 : -1;
        }
        wordZone = format.zoneWords().get(word);
        if (wordZone != null) {
            return at;
        }
        try {
            offsetSeconds = ZoneOffset.of(word).getTotalSeconds();
            return at;
        } catch (DateTimeException e) {
            return -1; // the word is neither listed in zone-words nor an offset
        }
    }

    private long instant(@Nullable Boolean summer) {
        int slot = slotOfDay();
        if (slot < 0) {
            return failed(Fault.BAD_TIME);
        }
        long local = keptEpochDays[slot] * DAY_SECONDS + hour * HOUR_SECONDS + minute * 60L + second;
        if (offsetSeconds != NO_OFFSET) {
            return local - offsetSeconds;
        }
        ZoneId zone = wordZone;
        if (zone != null) {
            return zoned(local, zone.getRules(), summer);
        }
        if (keptOffsets[slot] != NO_OFFSET) {
            return local - keptOffsets[slot];
        }
        long localHour = Math.floorDiv(local, HOUR_SECONDS);
        if (localHour == cachedHour) {
            return local - cachedOffset;
        }
        ZoneRules rules = format.zone().getRules();
        List<ZoneOffset> first = rules.getValidOffsets(at(localHour * HOUR_SECONDS));
        List<ZoneOffset> last = rules.getValidOffsets(at((localHour + 1) * HOUR_SECONDS - 1));
        if (first.size() == 1 && first.equals(last)) {
            cachedHour = localHour;
            cachedOffset = first.get(0).getTotalSeconds();
            return local - cachedOffset;
        }
        return zoned(local, rules, summer);
    }

    /** Where the day read is kept; -1 where there is no such day. */
    private int slotOfDay() {
        int yearMonthDay = (year * 100 + month) * 100 + day;
        int slot = (month * 32 + day) % KEPT_DAYS;
        if (keptDays[slot] == yearMonthDay) {
            return slot;
        }
        LocalDate date;
        try {
            date = LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return -1;
        }
        keptDays[slot] = yearMonthDay;
        keptEpochDays[slot] = date.toEpochDay();
        keptOffsets[slot] = offsetAllDay(date);
        return slot;
    }

    /** The offset of a day on which the clock does not change, or {@link #NO_OFFSET}. */
    private int offsetAllDay(LocalDate date) {
        ZoneRules rules = format.zone().getRules();
        List<ZoneOffset> first = rules.getValidOffsets(date.atStartOfDay());
        List<ZoneOffset> next = rules.getValidOffsets(date.plusDays(1).atStartOfDay());
        if (first.size() != 1 || !first.equals(next)) {
            return NO_OFFSET;
        }
        Instant begin = date.atStartOfDay().toInstant(first.get(0));
        ZoneOffsetTransition change = rules.nextTransition(begin.minusSeconds(1));
        boolean changes = change != null && change.getInstant().isBefore(begin.plusSeconds(DAY_SECONDS));
        return changes ? NO_OFFSET : first.get(0).getTotalSeconds();
    }

    private long zoned(long local, ZoneRules rules, @Nullable Boolean summer) {
        LocalDateTime at = at(local);
        List<ZoneOffset> valid = rules.getValidOffsets(at);
        if (valid.size() == 1) {
            return local - valid.get(0).getTotalSeconds();
        }
        ZoneOffsetTransition change = rules.getTransition(at);
        TimeFormat.Choice choice = change.isGap() ? format.skipped() : format.repeated();
        if (change.isOverlap() && summer != null) {
            choice = summer ? TimeFormat.Choice.EARLIER : TimeFormat.Choice.LATER;
        }
        boolean known = summer != null || change.isGap();
        long before = local - change.getOffsetBefore().getTotalSeconds();
        long after = local - change.getOffsetAfter().getTotalSeconds();
        return switch (choice) {
            case EARLIER ->
                known || Math.min(before, after) >= earliest ? Math.min(before, after) : Math.max(before, after);
            case LATER -> Math.max(before, after);
            case REJECT -> failed(change.isGap() ? Fault.SKIPPED_HOUR : Fault.REPEATED_HOUR);
        };
    }

    private static LocalDateTime at(long localSecond) {
        return LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    }
}
