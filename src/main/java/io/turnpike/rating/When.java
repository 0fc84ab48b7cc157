package io.turnpike.rating;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of a time band, on the operator's wall clock; all that is given must hold. A time of day that crosses midnight is
 * two parts of each day: {@code mon-fri 20:00-08:00} is Monday to Friday before 08:00 and from 20:00.
 *
 * @param weekdays empty for all
 * @param months empty for all
 * @param daysOfMonth {@code null} for all
 * @param dates {@code null} for all
 * @param yearly days of every year, may cross New Year; {@code null} for all
 * @param years {@code null} for all
 * @param holidays only days of this calendar; {@code null} for all days
 * @param fromSecond first second of the day, 0 to 86399
 * @param toSecond second of the day it ends before, 1 to 86400; not after {@code fromSecond} where it crosses midnight
 */
public record When(
        Set<DayOfWeek> weekdays,
        Set<Month> months,
        @Nullable Days daysOfMonth,
        @Nullable Dates dates,
        @Nullable Yearly yearly,
        @Nullable Years years,
        @Nullable HolidayCalendar holidays,
        int fromSecond,
        int toSecond) {

    public static final int DAY_SECONDS = 86_400;

    /** Within so many years every day of the year was on every weekday, February 29 too, also around 2100. */
    private static final int YEARS_OF_ALL_DAYS = 40;

    /** Days of a month, both inclusive. */
    public record Days(int first, int last) {}

    /** Calendar days, both inclusive. */
    public record Dates(LocalDate first, LocalDate last) {}

    /** Days of any year, both inclusive; {@code first} after {@code last} crosses New Year. */
    public record Yearly(MonthDay first, MonthDay last) {}

    /** Years, both inclusive. */
    public record Years(int first, int last) {}

    public When {
        weekdays = Set.copyOf(weekdays);
        months = Set.copyOf(months);
        if (fromSecond < 0 || fromSecond >= DAY_SECONDS || toSecond < 1 || toSecond > DAY_SECONDS) {
            throw new IllegalArgumentException("not a time of day: " + fromSecond + " to " + toSecond);
        }
    }

    boolean crossesMidnight() {
        return toSecond <= fromSecond;
    }

    boolean holdsOn(LocalDate day) {
        return (weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek()))
                && (months.isEmpty() || months.contains(day.getMonth()))
                && (daysOfMonth == null
                        || (day.getDayOfMonth() >= daysOfMonth.first && day.getDayOfMonth() <= daysOfMonth.last))
                && (dates == null || (!day.isBefore(dates.first) && !day.isAfter(dates.last)))
                && (yearly == null || holdsYearly(yearly, MonthDay.from(day)))
                && (years == null || (day.getYear() >= years.first && day.getYear() <= years.last))
                && (holidays == null || holidays.days().contains(day));
    }

    /** Whether there is a day it holds on: {@code feb day 30} never comes. */
    public boolean holdsOnSomeDay() {
        if (holidays != null) {
            return holidays.days().stream().anyMatch(this::holdsOn);
        }
        LocalDate day = dates == null ? LocalDate.of(years == null ? 2000 : years.first, 1, 1) : dates.first;
        if (dates != null && years != null && day.getYear() < years.first) {
            day = LocalDate.of(years.first, 1, 1);
        }
        LocalDate end = day.plusYears(YEARS_OF_ALL_DAYS);
        while (day.isBefore(end) && (dates == null || !day.isAfter(dates.last))) {
            if (holdsOn(day)) {
                return true;
            }
            day = day.plusDays(1);
        }
        return false;
    }

    private static boolean holdsYearly(Yearly yearly, MonthDay day) {
        boolean afterFirst = !day.isBefore(yearly.first);
        boolean beforeLast = !day.isAfter(yearly.last);
        return yearly.first.isAfter(yearly.last) ? afterFirst || beforeLast : afterFirst && beforeLast;
    }
}
