package io.turnpike.scenarios;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a line is: its day, and its time where one is written.
 *
 * @param at the time in the operator's zone, or the beginning of the day
 * @param isTimed whether a time was written
 */
record Moment(LocalDate day, Instant at, boolean isTimed) {
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2})?");
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{2}:\\d{2}");

    static Moment of(LocalDate day, ZoneId zone) {
        return new Moment(day, day.atStartOfDay(zone).toInstant(), false);
    }

    /** The day is read; a time, and an offset where the clocks repeat an hour, may follow. */
    static Moment read(Words words, LocalDate day, ZoneId zone) {
        if (!TIME.matcher(words.peek().text()).matches()) {
            return of(day, zone);
        }
        Word time = words.next("");
        LocalDateTime local;
        try {
            local = day.atTime(LocalTime.parse(time.text()));
        } catch (DateTimeException e) {
            throw new Misread(time.place(), "'" + time.text() + "' is no time", "write a time as 10:00 or 10:00:30");
        }
        List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
        if (valid.isEmpty()) {
            throw new Misread(
                    time.place(),
                    "there is no such time on that day: the clocks of " + zone + " go forward over it",
                    "write a time before or after the hour that is left out");
        }
        return new Moment(day, local.toInstant(offset(words, time, valid)), true);
    }

    private static ZoneOffset offset(Words words, Word time, List<ZoneOffset> valid) {
        @Nullable ZoneOffset only = valid.size() == 1 ? valid.get(0) : null;
        boolean written = OFFSET.matcher(words.peek().text()).matches();
        if (!written && only != null) {
            return only;
        }
        List<String> known = valid.stream().map(ZoneOffset::toString).toList();
        if (!written) {
            throw new Misread(
                    time.place(),
                    "that time is there twice: the clocks go back over it",
                    "write the offset behind it: one of " + String.join(", ", known));
        }
        return ZoneOffset.of(words.oneOf("offset of that time", known));
    }

    /** As the import reads it: a day, or an instant. */
    String written() {
        return isTimed ? at.toString() : day.toString();
    }
}
