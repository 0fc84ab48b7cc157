package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** Reads which days of the books are meant: a month, a day, or the first and last of either. */
final class BookDays {
    private static final String BETWEEN = "..";

    private BookDays() {}

    /**
     * The days, half-open.
     *
     * @param text {@code 2026-03}, {@code 2026-03-15}, {@code 2026-01..2026-03} or {@code 2026-03-10..2026-03-20}
     * @throws BadParameter when it is none of these
     */
    static DateRange of(String text) {
        int between = text.indexOf(BETWEEN);
        try {
            if (between < 0) {
                return range(text);
            }
            LocalDate from = range(text.substring(0, between)).from();
            LocalDate to = range(text.substring(between + BETWEEN.length())).to();
            if (from.isBefore(to)) {
                return new DateRange(from, to);
            }
        } catch (DateTimeParseException e) {
            throw new BadParameter("--period: '" + text + "' is no month and no day: write 2026-03, 2026-03-15 or"
                    + " 2026-03-10..2026-03-20, first and last day included");
        }
        throw new BadParameter("--period: '" + text + "' ends before it begins");
    }

    private static DateRange range(String text) {
        if (text.length() == "2026-03".length()) {
            YearMonth month = YearMonth.parse(text);
            return new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
        }
        LocalDate day = LocalDate.parse(text);
        return new DateRange(day, day.plusDays(1));
    }
}
