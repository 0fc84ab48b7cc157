package io.turnpike.charging;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Months (UTC) as numbers, counted from January 1970. Rows of a block mostly stand in one month, so that its bounds are remembered
 * from row to row.
 */
final class MonthNumber {
    /** A number takes so many bits: enough until the year 2300. */
    static final int BITS = 12;

    static final int MASK = (1 << BITS) - 1;

    private static final YearMonth FIRST = YearMonth.of(1970, 1);

    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int number;

    /** The month of an instant from 1970 on. */
    int of(long epochSecond) {
        if (epochSecond < from || epochSecond >= to) {
            YearMonth month = YearMonth.from(Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC));
            from = start(month);
            to = start(month.plusMonths(1));
            number = Math.toIntExact(FIRST.until(month, java.time.temporal.ChronoUnit.MONTHS));
        }
        return number;
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
