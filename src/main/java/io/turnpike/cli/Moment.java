package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.time.DateRange;
import io.turnpike.time.InstantRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The days or the moment that {@code --month} and {@code --at} name: a month, a day, or a minute or second of one, by the operator's
 * clock where no offset is written.
 *
 * @param days the days; that of the moment where one is named
 * @param time null where days are meant
 * @param offset null where the operator's clock is meant
 * @param length of the moment
 */
record Moment(
        DateRange days,
        @Nullable LocalDateTime time,
        @Nullable ZoneOffset offset,
        Duration length) {
    private static final String WAYS =
            "write 2026-03-10, 2026-03-10T09:30, 2026-03-10T09:30:15 or 2026-03-10T06:30:15Z";

    /**
     * @throws BadParameter when none or both are said, or {@code at} cannot be read
     */
    static Moment of(@Nullable YearMonth month, @Nullable String at) {
        if (month != null && at == null) {
            return new Moment(new DateRange(month.atDay(1), month.plusMonths(1).atDay(1)), null, null, Duration.ZERO);
        }
        if (month != null || at == null) {
            throw new BadParameter("say which days: --month 2026-03, or --at 2026-03-10 or --at 2026-03-10T09:30");
        }
        return named("--at", at);
    }

    /**
     * @param option as it is typed, for the message
     * @throws BadParameter when it cannot be read
     */
    static Moment named(String option, String at) {
        try {
            return parse(at.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw new BadParameter(option + ": '" + at + "' is no day or time: " + WAYS);
        }
    }

    private static Moment parse(String at) {
        if (at.indexOf('T') < 0) {
            LocalDate day = LocalDate.parse(at);
            return new Moment(new DateRange(day, day.plusDays(1)), null, null, Duration.ZERO);
        }
        String time = at.substring(at.indexOf('T'));
        boolean hasOffset = time.endsWith("Z") || time.contains("+") || time.contains("-");
        OffsetDateTime zoned = hasOffset ? OffsetDateTime.parse(at) : null;
        LocalDateTime local = zoned == null ? LocalDateTime.parse(at) : zoned.toLocalDateTime();
        boolean seconds = time.matches("T\\d\\d:\\d\\d:.*");
        LocalDate day = local.toLocalDate();
        return new Moment(
                new DateRange(day, day.plusDays(1)),
                local,
                zoned == null ? null : zoned.getOffset(),
                seconds ? Duration.ofSeconds(1) : Duration.ofMinutes(1));
    }

    /** The instants, in the operator's zone. */
    InstantRange in(ZoneId zone) {
        if (time == null) {
            return days.in(zone);
        }
        Instant from = offset == null ? time.atZone(zone).toInstant() : time.toInstant(offset);
        return new InstantRange(from, from.plus(length));
    }

    /** The last instant that counts when this moment is what was known: a day is known at its end. */
    Instant lastInstant(ZoneId zone) {
        return time == null ? in(zone).to().minus(1, ChronoUnit.MICROS) : in(zone).from();
    }
}
