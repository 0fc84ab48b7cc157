package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.Subscription;
import io.turnpike.rating.CounterRow;
import io.turnpike.rating.Every;
import io.turnpike.rating.RatingContext;
import io.turnpike.time.BillingSchedule;
import io.turnpike.time.DateRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The counter periods of an account: calendar months and billing periods, days in the operator's zone.
 *
 * @param account index in the directory
 * @param wholes periods over which prices are known only when all their usage is
 */
record AccountPeriods(ServiceDirectory directory, int account, Set<Every> wholes) {
    /** Those of an account by its id, with the plans of a catalogue. */
    static AccountPeriods of(ServiceDirectory directory, long accountId, Catalog catalog) {
        int account = directory.account(accountId);
        Set<Every> wholes = EnumSet.noneOf(Every.class);
        for (int service : directory.servicesOf(account)) {
            for (Subscription subscription : directory.subscriptions(service)) {
                wholes.addAll(catalog.wholePeriods(subscription.plan()));
            }
        }
        return new AccountPeriods(directory, account, wholes);
    }

    ZoneId zone() {
        return directory.operatorOf(account).zone();
    }

    /** The first day of the account's first service; the given one where none began before it. */
    LocalDate begin(LocalDate otherwise) {
        LocalDate begin = otherwise;
        for (int service : directory.servicesOf(account)) {
            LocalDate begins = directory.begins(service);
            begin = begins.isBefore(begin) ? begins : begin;
        }
        return begin;
    }

    /**
     * The first day of the counter periods that usage of a month (UTC) can belong to: the month's own, or a billing period's; a week's or
     * year's where all its usage has to be priced together.
     */
    LocalDate firstDay(LocalDate month) {
        LocalDate day =
                month.atStartOfDay(ZoneOffset.UTC).withZoneSameInstant(zone()).toLocalDate();
        return whole(schedule().containing(day).days().from().withDayOfMonth(1));
    }

    /** The first day of the week and year that have to be priced together with a day; the day itself where none has. */
    private LocalDate whole(LocalDate day) {
        LocalDate first = wholes.contains(Every.YEAR) ? day.withDayOfYear(1) : day;
        return wholes.contains(Every.WEEK) ? first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : first;
    }

    /** The day after the last of the week and year that have to be priced together with the day before one. */
    private LocalDate wholeEnd(LocalDate end) {
        LocalDate last = end.minusDays(1);
        LocalDate over = wholes.contains(Every.YEAR) ? last.withDayOfYear(1).plusYears(1) : end;
        return wholes.contains(Every.WEEK)
                ? over.minusDays(1)
                        .with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                        .plusDays(1)
                : over;
    }

    /** The days of all months and billing periods that hold any of the days, and of weeks and years that are priced as a whole. */
    DateRange around(DateRange days) {
        LocalDate last = days.to().minusDays(1);
        LocalDate month = days.from().withDayOfMonth(1);
        LocalDate period = schedule().containing(days.from()).days().from();
        LocalDate monthEnd = last.withDayOfMonth(1).plusMonths(1);
        LocalDate periodEnd = schedule().containing(last).days().to();
        return new DateRange(
                whole(month.isBefore(period) ? month : period),
                wholeEnd(monthEnd.isAfter(periodEnd) ? monthEnd : periodEnd));
    }

    private BillingSchedule schedule() {
        return Timelines.schedule(directory.billingDays(account));
    }

    /** The counters of the account and its services as a price book has them. */
    List<SettledPeriods.OwnedCounter> counters(PriceBook book) {
        List<SettledPeriods.OwnedCounter> counters = new ArrayList<>();
        boolean first = true;
        for (int service : directory.servicesOf(account)) {
            RatingContext context = book.context(service);
            for (CounterRow row : context.service().rows()) {
                counters.add(new SettledPeriods.OwnedCounter(directory.serviceId(service), row));
            }
            if (first) {
                context.account().rows().forEach(row -> counters.add(new SettledPeriods.OwnedCounter(0, row)));
                first = false;
            }
        }
        return counters;
    }
}
