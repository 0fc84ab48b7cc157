package io.turnpike.rating;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;

/**
 * Which period of a counter a day belongs to. Calendar periods need nothing; billing periods are those of the account.
 */
public final class CounterPeriods {
    private static final CounterPeriods CALENDAR = new CounterPeriods(new long[0]);

    private final long[] billingStarts;

    private CounterPeriods(long[] billingStarts) {
        this.billingStarts = billingStarts;
    }

    /** An account billed by calendar month. */
    public static CounterPeriods calendar() {
        return CALENDAR;
    }

    /**
     * An account whose billing periods begin on these days, ascending; give them back to the first that an allowance can still be
     * carried over from. A day before the first counts by calendar month.
     */
    public static CounterPeriods billing(List<LocalDate> starts) {
        return new CounterPeriods(
                starts.stream().mapToLong(LocalDate::toEpochDay).sorted().toArray());
    }

    /** First day of the period that holds a day, both as days since 1970-01-01. */
    public long start(Every every, long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        return switch (every) {
            case DAY -> epochDay;
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay();
            case MONTH -> day.withDayOfMonth(1).toEpochDay();
            case YEAR -> day.withDayOfYear(1).toEpochDay();
            case BILLING_PERIOD -> billingStart(epochDay);
        };
    }

    /** First day of the period before the one that begins on {@code start}. */
    public long previous(Every every, long start) {
        return start(every, start - 1);
    }

    private long billingStart(long epochDay) {
        int found = Arrays.binarySearch(billingStarts, epochDay);
        int at = found >= 0 ? found : -found - 2;
        return at >= 0 ? billingStarts[at] : start(Every.MONTH, epochDay);
    }
}
