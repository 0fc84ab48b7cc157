package io.turnpike.time;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The billing periods of something that recurs: half-open ranges of days without gap or overlap, found by arithmetic, so that any
 * day of any year is equally near.
 *
 * <p>Months and years run from billing day to billing day. Intervals of several months are counted from the first billing day on or
 * after the start: a quarter begun on March 17 with billing day 1 has a leading part up to April 1, then April 1 to July 1. Days
 * and weeks are counted from the start itself and know no billing day.
 */
public final class BillingSchedule {
    private final BillingInterval interval;
    private final LocalDate start;
    /** The billing days one after another; the first is in force from ever. */
    private final BillingDay[] days;
    /** Where each of {@link #days} takes hold: a period begins there; rising, because a later change drops an earlier one. */
    private final LocalDate[] takesHold;
    /** A month in which a period begins. */
    private final long anchorMonth;

    private BillingSchedule(BillingInterval interval, LocalDate start, BillingDays billingDays, boolean anchored) {
        this.interval = interval;
        this.start = start;
        int stretches = billingDays.changes().size() + 1;
        this.days = new BillingDay[stretches];
        this.takesHold = new LocalDate[stretches];
        days[0] = billingDays.first();
        takesHold[0] = LocalDate.MIN;
        for (int i = 1; i < stretches; i++) {
            days[i] = billingDays.changes().get(i - 1).day();
        }
        this.anchorMonth = anchored ? monthIndex(firstBillingDay(billingDays, start)) : 0;
        if (interval.inMonths()) {
            for (int i = stretches - 1; i > 0; i--) {
                LocalDate holds =
                        onOrAfter(days[i], billingDays.changes().get(i - 1).from());
                boolean dropped = i + 1 < stretches && takesHold[i + 1].isBefore(holds);
                takesHold[i] = dropped ? takesHold[i + 1] : holds;
            }
        }
    }

    /** Every month from billing day to billing day. */
    public static BillingSchedule monthly(BillingDays billingDays) {
        return new BillingSchedule(BillingInterval.months(1), LocalDate.EPOCH, billingDays, false);
    }

    /** Months and years by the billing day, from the first one on or after the start; days and weeks from the start. */
    public static BillingSchedule byBillingDay(BillingInterval interval, LocalDate start, BillingDays billingDays) {
        boolean anchored = interval.inMonths() && interval.months() > 1;
        return new BillingSchedule(interval, start, billingDays, anchored);
    }

    /** Every interval counted from the start; begun on the 31st, the periods begin on the last day of shorter months. */
    public static BillingSchedule fromStart(BillingInterval interval, LocalDate start) {
        return byBillingDay(interval, start, BillingDays.always(start.getDayOfMonth()));
    }

    /** The period that holds a day; there is always one, also before the start. */
    public BillingPeriod containing(LocalDate day) {
        if (!interval.inMonths()) {
            long length = interval.days();
            long index = Math.floorDiv(ChronoUnit.DAYS.between(start, day), length);
            LocalDate from = start.plusDays(index * length);
            return BillingPeriod.full(new DateRange(from, from.plusDays(length)));
        }
        int stretch = stretchOf(day);
        long month = gridMonthOnOrBefore(days[stretch], day);
        LocalDate from = date(days[stretch], month);
        LocalDate to = date(days[stretch], month + interval.months());
        for (int later = stretch + 1; later < days.length; later++) {
            if (takesHold[later].isBefore(to)) {
                return bridge(from, later);
            }
        }
        return BillingPeriod.full(new DateRange(from, to));
    }

    /** The period after one of this schedule. */
    public BillingPeriod next(BillingPeriod period) {
        return containing(period.days().to());
    }

    /** The first day on or after a day on which a period begins. */
    public LocalDate beginningOnOrAfter(LocalDate day) {
        DateRange period = containing(day).days();
        return period.from().equals(day) ? day : period.to();
    }

    /** The periods that hold at least one day of a range, in order. */
    public List<BillingPeriod> periods(DateRange range) {
        List<BillingPeriod> periods = new ArrayList<>();
        BillingPeriod period = containing(range.from());
        while (period.days().from().isBefore(range.to())) {
            periods.add(period);
            period = next(period);
        }
        return periods;
    }

    /** The single months of a full period of several; only for months and years. */
    public List<DateRange> monthsOf(BillingPeriod period) {
        int months = interval.months();
        if (months == 1) {
            return List.of(period.basis());
        }
        BillingDay day = days[stretchOf(period.basis().from())];
        long first = monthIndex(period.basis().from());
        List<DateRange> cells = new ArrayList<>(months);
        for (int i = 0; i < months; i++) {
            cells.add(new DateRange(date(day, first + i), date(day, first + i + 1)));
        }
        return cells;
    }

    public BillingInterval interval() {
        return interval;
    }

    private BillingPeriod bridge(LocalDate from, int stretch) {
        int last = stretch;
        while (last + 1 < days.length && takesHold[last + 1].equals(takesHold[stretch])) {
            last++;
        }
        LocalDate to = takesHold[stretch];
        LocalDate fullFrom = date(days[last], monthIndex(to) - interval.months());
        return new BillingPeriod(new DateRange(from, to), new DateRange(fullFrom, to));
    }

    /** The last change that has taken hold on a day. */
    private int stretchOf(LocalDate day) {
        int stretch = days.length - 1;
        while (stretch > 0 && takesHold[stretch].isAfter(day)) {
            stretch--;
        }
        return stretch;
    }

    private LocalDate onOrAfter(BillingDay billingDay, LocalDate day) {
        long month = gridMonthOnOrBefore(billingDay, day);
        LocalDate before = date(billingDay, month);
        return before.equals(day) ? day : date(billingDay, month + interval.months());
    }

    private long gridMonthOnOrBefore(BillingDay billingDay, LocalDate day) {
        long month = monthIndex(day);
        if (date(billingDay, month).isAfter(day)) {
            month--;
        }
        return month - Math.floorMod(month - anchorMonth, (long) interval.months());
    }

    private static LocalDate firstBillingDay(BillingDays billingDays, LocalDate start) {
        return billingDays.monthly().beginningOnOrAfter(start);
    }

    private static LocalDate date(BillingDay day, long monthIndex) {
        return day.in(YearMonth.of((int) Math.floorDiv(monthIndex, 12L), (int) Math.floorMod(monthIndex, 12L) + 1));
    }

    private static long monthIndex(LocalDate day) {
        return day.getYear() * 12L + day.getMonthValue() - 1;
    }
}
