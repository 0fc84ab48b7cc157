package io.turnpike.catalog;

import io.turnpike.rating.HolidayCalendar;
import io.turnpike.rating.When;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of a band as it is written; words separated by blanks must all hold: {@code mon-fri 20:00-08:00},
 * {@code holidays ru}, {@code jun-aug sat-sun}, {@code day 1-10}, {@code 2026-12-31..2027-01-08}, {@code 12-31..01-08},
 * {@code 2026}.
 */
final class WhenText {
    static final String REMEDY = "write mon-fri, sat, 20:00-08:00, holidays NAME, jun-aug, day 1-15, 2026, 2026-12-31,"
            + " 2026-12-31..2027-01-08, 05-09 or several of them separated by blanks";

    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern TIMES = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2})?-\\d{1,2}:\\d{2}(:\\d{2})?");
    private static final Pattern DATES = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(\\.\\.\\d{4}-\\d{2}-\\d{2})?");
    private static final Pattern YEARLY = Pattern.compile("\\d{2}-\\d{2}(\\.\\.\\d{2}-\\d{2})?");
    private static final Pattern YEARS = Pattern.compile("\\d{4}(-\\d{4})?");

    private final Map<String, HolidayCalendar> calendars;
    private final Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    private final Set<Month> months = EnumSet.noneOf(Month.class);
    private When.@Nullable Days daysOfMonth;
    private When.@Nullable Dates dates;
    private When.@Nullable Yearly yearly;
    private When.@Nullable Years years;
    private @Nullable HolidayCalendar holidays;
    private int fromSecond;
    private int toSecond = When.DAY_SECONDS;

    private WhenText(Map<String, HolidayCalendar> calendars) {
        this.calendars = calendars;
    }

    /** Stretches separated by commas, any of which may hold. */
    static List<When> parseAll(String text, Map<String, HolidayCalendar> calendars) {
        List<When> all = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            all.add(parse(one, calendars));
        }
        return all;
    }

    static When parse(String text, Map<String, HolidayCalendar> calendars) {
        WhenText when = new WhenText(calendars);
        String[] words = text.strip().split("\\s+", -1);
        for (int i = 0; i < words.length; i++) {
            boolean takesNext = (words[i].equals("holidays") || words[i].equals("day")) && i + 1 < words.length;
            if (takesNext) {
                when.named(words[i], words[i + 1]);
                i++;
            } else {
                when.word(words[i]);
            }
        }
        return new When(
                when.weekdays,
                when.months,
                when.daysOfMonth,
                when.dates,
                when.yearly,
                when.years,
                when.holidays,
                when.fromSecond,
                when.toSecond);
    }

    private void named(String what, String name) {
        if (what.equals("day")) {
            String[] ends = ends(name, "-");
            daysOfMonth = new When.Days(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            return;
        }
        HolidayCalendar calendar = calendars.get(name);
        if (calendar == null) {
            throw new IllegalArgumentException("no holiday calendar " + name);
        }
        holidays = calendar;
    }

    private void word(String word) {
        if (TIMES.matcher(word).matches()) {
            String[] ends = ends(word, "-");
            fromSecond = second(ends[0]);
            toSecond = second(ends[1]);
            toSecond = toSecond == 0 ? When.DAY_SECONDS : toSecond;
        } else if (DATES.matcher(word).matches()) {
            String[] ends = ends(word, "..");
            dates = new When.Dates(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
        } else if (YEARS.matcher(word).matches()) {
            String[] ends = ends(word, "-");
            years = new When.Years(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        } else if (YEARLY.matcher(word).matches()) {
            String[] ends = ends(word, "..");
            yearly = new When.Yearly(MonthDay.parse("--" + ends[0]), MonthDay.parse("--" + ends[1]));
        } else {
            names(word);
        }
    }

    private void names(String word) {
        String[] ends = ends(word, "-");
        if (WEEKDAYS.contains(ends[0]) && WEEKDAYS.contains(ends[1])) {
            DayOfWeek last = DayOfWeek.of(WEEKDAYS.indexOf(ends[1]) + 1);
            DayOfWeek day = DayOfWeek.of(WEEKDAYS.indexOf(ends[0]) + 1);
            weekdays.add(day);
            while (day != last) { // at most seven turns: the week is a circle
                day = day.plus(1);
                weekdays.add(day);
            }
        } else if (MONTHS.contains(ends[0]) && MONTHS.contains(ends[1])) {
            Month last = Month.of(MONTHS.indexOf(ends[1]) + 1);
            Month month = Month.of(MONTHS.indexOf(ends[0]) + 1);
            months.add(month);
            while (month != last) {
                month = month.plus(1);
                months.add(month);
            }
        } else {
            throw new IllegalArgumentException("not a time: " + word);
        }
    }

    private static int second(String time) {
        if (time.equals("24:00")) {
            return When.DAY_SECONDS;
        }
        return LocalTime.parse(time.indexOf(':') == 1 ? "0" + time : time).toSecondOfDay();
    }

    private static String[] ends(String word, String separator) {
        int at = word.indexOf(separator);
        return at < 0
                ? new String[] {word, word}
                : new String[] {word.substring(0, at), word.substring(at + separator.length())};
    }
}
