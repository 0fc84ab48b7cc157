package io.turnpike.catalog;

import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Suggestion;
import io.turnpike.rating.HolidayCalendar;
import io.turnpike.rating.When;
import java.time.DateTimeException;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final List<String> KNOWN_WORDS = Stream.of(WEEKDAYS, MONTHS, List.of("holidays", "day"))
            .flatMap(List::stream)
            .toList();
    private static final int LONGEST_MONTH = 31;
    private static final int DAY_DIGITS = 2;
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
    private boolean timed;

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
        When read = new When(
                when.weekdays,
                when.months,
                when.daysOfMonth,
                when.dates,
                when.yearly,
                when.years,
                when.holidays,
                when.fromSecond,
                when.toSecond);
        if (!read.holdsOnSomeDay()) {
            throw new Misread(
                    "'" + text.strip() + "' holds on no day",
                    text.strip(),
                    "all words of a stretch hold together: put a comma between stretches of which any may hold"
                            + (when.holidays == null ? "" : ", or write the missing days into the calendar"));
        }
        return read;
    }

    private void named(String what, String name) {
        if (what.equals("day")) {
            String[] ends = ends(name, "-");
            once(daysOfMonth == null, "day " + name);
            inOrder(name, Stream.of(ends).allMatch(end -> end.matches("\\d{1," + DAY_DIGITS + "}")));
            daysOfMonth = new When.Days(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            boolean inMonth = daysOfMonth.first() >= 1 && daysOfMonth.last() <= LONGEST_MONTH;
            inOrder(name, inMonth && daysOfMonth.first() <= daysOfMonth.last());
            return;
        }
        HolidayCalendar calendar = calendars.get(name);
        if (calendar == null) {
            throw new Misread("no holiday calendar '" + name + "'", name, Suggestion.remedy(name, calendars.keySet()));
        }
        once(holidays == null, "holidays " + name);
        holidays = calendar;
    }

    private void word(String word) {
        if (TIMES.matcher(word).matches()) {
            String[] ends = ends(word, "-");
            once(!timed, word);
            timed = true;
            fromSecond = second(ends[0]);
            if (fromSecond == When.DAY_SECONDS) {
                throw new Misread("'24:00' begins no time of day", "24:00", "write 00:00 for the beginning of the day");
            }
            toSecond = second(ends[1]);
            toSecond = toSecond == 0 ? When.DAY_SECONDS : toSecond;
        } else if (DATES.matcher(word).matches()) {
            String[] ends = ends(word, "..");
            once(dates == null, word);
            dates = new When.Dates(day(ends[0], LocalDate::parse), day(ends[1], LocalDate::parse));
            inOrder(word, !dates.first().isAfter(dates.last()));
        } else if (YEARS.matcher(word).matches()) {
            String[] ends = ends(word, "-");
            once(years == null, word);
            years = new When.Years(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            inOrder(word, years.first() <= years.last());
        } else if (YEARLY.matcher(word).matches()) {
            String[] ends = ends(word, "..");
            once(yearly == null, word);
            yearly = new When.Yearly(
                    day(ends[0], text -> MonthDay.parse("--" + text)),
                    day(ends[1], text -> MonthDay.parse("--" + text)));
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
            throw new Misread(
                    "not a time: '" + word + "'",
                    word,
                    Suggestion.nearest(word, KNOWN_WORDS)
                            .map(near -> "did you mean '" + near + "'? " + REMEDY)
                            .orElse(REMEDY));
        }
    }

    /** All words of a stretch hold together, so two of one sort would shut each other out. */
    private static void once(boolean first, String word) {
        if (!first) {
            throw new Misread(
                    "'" + word + "' is a second one of its sort in one stretch",
                    word,
                    "put a comma between stretches of which any may hold");
        }
    }

    private static void inOrder(String word, boolean inOrder) {
        if (!inOrder) {
            throw new Misread("'" + word + "' holds on no day", word, "write the first day before the last; " + REMEDY);
        }
    }

    private static int second(String time) {
        if (time.equals("24:00")) {
            return When.DAY_SECONDS;
        }
        try {
            return LocalTime.parse(time.indexOf(':') == 1 ? "0" + time : time).toSecondOfDay();
        } catch (DateTimeException e) {
            throw new Misread(
                    "'" + time + "' is no time of day", time, "write 00:00 to 23:59, or 24:00 for the end of the day");
        }
    }

    private static <T> T day(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw new Misread(
                    "'" + text + "' is no day of the calendar",
                    text,
                    "write a day that there is, such as 2026-12-31 or 12-31");
        }
    }

    private static String[] ends(String word, String separator) {
        int at = word.indexOf(separator);
        return at < 0
                ? new String[] {word, word}
                : new String[] {word.substring(0, at), word.substring(at + separator.length())};
    }
}
