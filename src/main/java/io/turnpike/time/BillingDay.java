package io.turnpike.time;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The day of the month on which a billing period begins. In a month that is too short it is the month's last day, and only there:
 * day 31 means January 31, February 28 or 29, March 31.
 *
 * @param dayOfMonth 1 to 31
 */
public record BillingDay(int dayOfMonth) {
    private static final int LAST = 31;

    public BillingDay {
        if (dayOfMonth < 1 || dayOfMonth > LAST) {
            throw new IllegalArgumentException("billing day " + dayOfMonth + " is not within 1.." + LAST);
        }
    }

    /** The billing day of that month. */
    public LocalDate in(YearMonth month) {
        return month.atDay(Math.min(dayOfMonth, month.lengthOfMonth()));
    }

    /** The first billing day on or after a day. */
    public LocalDate onOrAfter(LocalDate day) {
        YearMonth month = YearMonth.from(day);
        LocalDate here = in(month);
        return here.isBefore(day) ? in(month.plusMonths(1)) : here;
    }
}
