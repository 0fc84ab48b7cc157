package io.turnpike.accounting;

import io.turnpike.jobs.Parameters;
import io.turnpike.time.DateRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A period as people write it: {@code 2026-10}, {@code 2026-10-05} or {@code 2026-10-01..2026-10-15}, the last day included.
 *
 * @param text as it stands in names of files
 */
public record BookPeriod(String text, DateRange days) {
    /** Reads the parameter {@code period}. */
    public static BookPeriod of(Parameters parameters) {
        return of(parameters.requiredText("period"));
    }

    /** Reads a period. */
    public static BookPeriod of(String text) {
        try {
            if (text.matches("\\d{4}-\\d{2}")) {
                YearMonth month = YearMonth.parse(text);
                return new BookPeriod(
                        text, new DateRange(month.atDay(1), month.plusMonths(1).atDay(1)));
            }
            String[] ends = text.split("\\.\\.", -1);
            if (ends.length <= 2) {
                LocalDate last = LocalDate.parse(ends[ends.length - 1]);
                return new BookPeriod(text, new DateRange(LocalDate.parse(ends[0]), last.plusDays(1)));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw unreadable(text);
        }
        throw unreadable(text);
    }

    private static Parameters.BadParameter unreadable(String text) {
        return new Parameters.BadParameter("--period: cannot read '" + text
                + "': write a month as 2026-10, a day as 2026-10-05, or days as 2026-10-01..2026-10-15");
    }
}
