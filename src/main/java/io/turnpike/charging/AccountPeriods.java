package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.rating.CounterRow;
import io.turnpike.rating.RatingContext;
import io.turnpike.time.BillingSchedule;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The counter periods of an account: calendar months and billing periods, days in the operator's zone.
 *
 * @param account index in the directory
 */
record AccountPeriods(ServiceDirectory directory, int account) {
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

    /** The first day of the counter periods that usage of a month (UTC) can belong to: the month's own, or a billing period's. */
    LocalDate firstDay(LocalDate month) {
        LocalDate day =
                month.atStartOfDay(ZoneOffset.UTC).withZoneSameInstant(zone()).toLocalDate();
        return schedule().containing(day).days().from().withDayOfMonth(1);
    }

    /** The days of all months and billing periods that hold any of the days. */
    DateRange around(DateRange days) {
        LocalDate last = days.to().minusDays(1);
        LocalDate month = days.from().withDayOfMonth(1);
        LocalDate period = schedule().containing(days.from()).days().from();
        LocalDate monthEnd = last.withDayOfMonth(1).plusMonths(1);
        LocalDate periodEnd = schedule().containing(last).days().to();
        return new DateRange(
                month.isBefore(period) ? month : period, monthEnd.isAfter(periodEnd) ? monthEnd : periodEnd);
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
