package io.turnpike.accounting;

import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepOption;
import io.turnpike.time.DateRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Days of the books as people write them: a month, a day, or the first and last of either, such as {@code 2026-10},
 * {@code 2026-10-05}, {@code 2026-10..2026-12} or {@code 2026-10-01..2026-10-15}; the last is included.
 *
 * @param text as it stands in names of files
 */
public record BookPeriod(String text, DateRange days) {
    private static final String BETWEEN = "..";

    private static final String REMEDY =
            "write a month as 2026-10, a day as 2026-10-05, or days as 2026-10-01..2026-10-15, the last included";

    /** The option {@code period} of a step that cannot do without it. */
    public static final StepOption OPTION =
            StepOption.read("period", BookPeriod::of, REMEDY).needed();

    /** Reads the parameter {@code period}. */
    public static BookPeriod of(Parameters parameters) {
        return of(parameters.requiredText("period"));
    }

    /**
     * Reads a period.
     *
     * @throws Parameters.BadParameter when it is none
     */
    public static BookPeriod of(String text) {
        int between = text.indexOf(BETWEEN);
        try {
            if (between < 0) {
                return new BookPeriod(text, range(text));
            }
            LocalDate from = range(text.substring(0, between)).from();
            LocalDate to = range(text.substring(between + BETWEEN.length())).to();
            if (from.isBefore(to)) {
                return new BookPeriod(text, new DateRange(from, to));
            }
        } catch (DateTimeException e) {
            throw new Parameters.BadParameter("--period: cannot read '" + text + "': " + REMEDY);
        }
        throw new Parameters.BadParameter("--period: '" + text + "' ends before it begins");
    }

    private static DateRange range(String text) {
        if (text.length() == "2026-10".length()) {
            YearMonth month = YearMonth.parse(text);
            return new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
        }
        LocalDate day = LocalDate.parse(text);
        return new DateRange(day, day.plusDays(1));
    }
}
