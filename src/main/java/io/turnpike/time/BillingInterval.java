package io.turnpike.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/**
 * How often something recurs: every N days, weeks, months or years.
 *
 * @param count 1 to 1200
 * @param unit {@code DAYS}, {@code WEEKS}, {@code MONTHS} or {@code YEARS}
 */
public record BillingInterval(int count, ChronoUnit unit) {
    /** A century of months: longer than any contract, short enough that no date overflows. */
    private static final int LARGEST_COUNT = 1200;

    private static final int MONTHS_PER_YEAR = 12;
    private static final int DAYS_PER_WEEK = 7;

    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            unit("day", ChronoUnit.DAYS),
            unit("days", ChronoUnit.DAYS),
            unit("week", ChronoUnit.WEEKS),
            unit("weeks", ChronoUnit.WEEKS),
            unit("month", ChronoUnit.MONTHS),
            unit("months", ChronoUnit.MONTHS),
            unit("year", ChronoUnit.YEARS),
            unit("years", ChronoUnit.YEARS));

    public BillingInterval {
        if (count < 1 || count > LARGEST_COUNT) {
            throw new IllegalArgumentException("interval count " + count + " is not within 1.." + LARGEST_COUNT);
        }
        if (!UNITS.containsValue(unit)) {
            throw new IllegalArgumentException("interval unit " + unit + " is not days, weeks, months or years");
        }
    }

    public static BillingInterval months(int count) {
        return new BillingInterval(count, ChronoUnit.MONTHS);
    }

    /** Reads {@code month}, {@code 3 months}, {@code 30 days}, {@code 2 weeks}, {@code year}. */
    public static BillingInterval parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        ChronoUnit unit = UNITS.get(words[words.length - 1]);
        if (unit == null || words.length > 2) {
            throw new IllegalArgumentException("'" + text + "' is not an interval such as month or 30 days");
        }
        return new BillingInterval(words.length == 1 ? 1 : Integer.parseInt(words[0]), unit);
    }

    /** Whether it is a number of months: years are, days and weeks are not. */
    public boolean inMonths() {
        return unit == ChronoUnit.MONTHS || unit == ChronoUnit.YEARS;
    }

    /** Length in months; only where {@link #inMonths()}. */
    public int months() {
        if (!inMonths()) {
            throw new IllegalStateException(this + " is not a number of months");
        }
        return unit == ChronoUnit.YEARS ? count * MONTHS_PER_YEAR : count;
    }

    /** Length in days; only where not {@link #inMonths()}. */
    public int days() {
        if (inMonths()) {
            throw new IllegalStateException(this + " is not a number of days");
        }
        return unit == ChronoUnit.WEEKS ? count * DAYS_PER_WEEK : count;
    }

    /** The day this long after another; January 31 plus one month is the last day of February. */
    public LocalDate after(LocalDate day) {
        return day.plus(count, unit);
    }

    /** As it is written: {@code month}, {@code 3 months}. */
    @Override
    public String toString() {
        String plural = unit.name().toLowerCase(Locale.ROOT);
        return count == 1 ? plural.substring(0, plural.length() - 1) : count + " " + plural;
    }

    private static Entry<String, ChronoUnit> unit(String word, ChronoUnit unit) {
        return Map.entry(word, unit);
    }
}
