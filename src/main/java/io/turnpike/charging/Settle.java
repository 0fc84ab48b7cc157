package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.rating.CounterRow;
import io.turnpike.rating.RatingContext;
import io.turnpike.time.BillingSchedule;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The step {@code settle}: usage whose price depends on allowances, tiers or discounts is priced again in the one total order, so
 * that an invoice is a function of the month's events and the catalogue, and not of the order in which files came. What comes out
 * different becomes a correction.
 */
@Component
class Settle implements StepKind {
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RateIds rateIds;
    private final SettledPeriods periods;
    private final PricedUsages usages;
    private final Corrections corrections;
    private final ChargeWriter writer;
    private final JdbcClient jdbc;

    Settle(
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            RateIds rateIds,
            SettledPeriods periods,
            PricedUsages usages,
            Corrections corrections,
            ChargeWriter writer,
            JdbcClient jdbc) {
        this.directories = directories;
        this.catalog = catalog;
        this.rateIds = rateIds;
        this.periods = periods;
        this.usages = usages;
        this.corrections = corrections;
        this.writer = writer;
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "settle";
    }

    @Override
    public String summary() {
        return "price usage that depends on allowances, tiers and discounts for good, in the order it was used";
    }

    @Override
    public Set<String> options() {
        return Set.of("through");
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        LocalDate through = request.parameters().requiredDate("through");
        Catalog prices = catalog.get();
        return new AccountRanges(jdbc, request, (from, to) -> settle(from, to, through, prices, request.progress()));
    }

    void settle(long from, long to, LocalDate through, Catalog prices, Progress progress) {
        List<SettledPeriods.Unsettled> unsettled = periods.unsettled(from, to, through);
        progress.advance(jdbc.sql("select count(*) from account where id >= ? and id < ?")
                .params(from, to)
                .query(Long.class)
                .single());
        if (unsettled.isEmpty()) {
            return;
        }
        ServiceDirectory directory = directories.load(from, to);
        List<Corrections.Correction> found = new ArrayList<>();
        long unrated = 0;
        for (SettledPeriods.Unsettled account : unsettled) {
            Account settling = new Account(directory, directory.account(account.account()), through);
            LocalDate opening =
                    periods.openingDay(account.account(), settling.firstDay(account.firstMonth()), settling.begin());
            CounterStore.Opening counters = new CounterStore.Opening();
            periods.read(account.account(), opening, counters);
            PriceBook book = new PriceBook(directory, prices, rateIds, counters);
            AccountSettlement settlement = new AccountSettlement(book);
            ZoneId zone = settling.zone();
            found.addAll(settlement.settle(
                    usages.ofAccount(
                            account.account(),
                            opening.atStartOfDay(zone).toInstant(),
                            through.atStartOfDay(zone).toInstant()),
                    "settled through " + through));
            unrated += settlement.unrated();
            periods.store(account.account(), opening, through, settling.isBoundary(), settling.counters(book));
        }
        if (!found.isEmpty()) {
            corrections.write(found, writer.nextBatch());
        }
        if (unrated > 0) {
            progress.note(
                    "WARNING " + unrated + " charges have no price by the facts known now and were corrected to zero");
        }
    }

    /** What settling needs to know of an account's periods. */
    private record Account(ServiceDirectory directory, int account, LocalDate through) {
        ZoneId zone() {
            return directory.operatorOf(account).zone();
        }

        LocalDate begin() {
            LocalDate begin = through;
            for (int service : directory.servicesOf(account)) {
                LocalDate begins = directory.begins(service);
                begin = begins.isBefore(begin) ? begins : begin;
            }
            return begin;
        }

        /** The first day of the counter periods that usage of a month can belong to: the month's own, or a billing period's. */
        LocalDate firstDay(LocalDate month) {
            LocalDate day = month.minusDays(1); // a month in UTC may begin on the last day of the month before
            return schedule().containing(day).days().from().withDayOfMonth(1);
        }

        /** Whether all counters, of calendar months and of billing periods, begin anew on the day. */
        boolean isBoundary() {
            return through.getDayOfMonth() == 1
                    && schedule().containing(through).days().from().equals(through);
        }

        private BillingSchedule schedule() {
            return Timelines.schedule(directory.billingDays(account));
        }

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
}
