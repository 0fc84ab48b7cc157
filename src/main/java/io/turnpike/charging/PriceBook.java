package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.OwnPriceReader;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.BillingDays;
import io.turnpike.customers.OwnPrice;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.Subscription;
import io.turnpike.rating.CounterDelta;
import io.turnpike.rating.CounterPeriods;
import io.turnpike.rating.Counters;
import io.turnpike.rating.OwnPrices;
import io.turnpike.rating.PlanTimeline;
import io.turnpike.rating.PlansHeld;
import io.turnpike.rating.RateRef;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.rating.Scope;
import io.turnpike.time.BillingSchedule;
import io.turnpike.time.DateRange;
import io.turnpike.usage.UsageEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each service pays: its plans over time, own prices and counters, made ready when it is first asked for. One price book serves
 * one thread; counters change as events are priced and can be taken back to the last {@link #mark}.
 */
final class PriceBook {
    /** A power of two; a plan hands out one object a rate, and comparing all that names it costs as much as finding the rate. */
    private static final int RATES_SEEN = 1 << 12;

    /** No record of ours is older: one that says so has a wrong time. */
    static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private final ServiceDirectory directory;
    private final Catalog catalog;
    private final RateIds rateIds;
    private final CounterStore.Opening opening;
    private final OwnPriceReader ownPrices;
    private final PlansInForce plans;
    private final Rater rater = new Rater();
    private final @Nullable RatingContext[] contexts;
    private final Map<Integer, Counters> accountCounters = new HashMap<>();
    private final Map<Planned, PlanTimeline> timelines = new HashMap<>();
    private final Map<BillingDays, CounterPeriods> steadyPeriods = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final @Nullable RateRef[] ratesSeen = new RateRef[RATES_SEEN];
    private final int[] idsSeen = new int[RATES_SEEN];

    PriceBook(ServiceDirectory directory, Catalog catalog, RateIds rateIds, CounterStore.Opening opening) {
        this.directory = directory;
        this.catalog = catalog;
        this.rateIds = rateIds;
        this.opening = opening;
        this.ownPrices = catalog.ownPrices();
        this.plans = new PlansInForce(directory, catalog);
        this.contexts = new RatingContext[directory.services()];
    }

    ServiceDirectory directory() {
        return directory;
    }

    Currency currencyOf(int service) {
        return directory.operatorOf(directory.accountOf(service)).currency();
    }

    @SuppressWarnings("ReferenceEquality") // the same rate under another object is only looked up again
    int rateId(RateRef rate) {
        int slot = System.identityHashCode(rate) & (RATES_SEEN - 1);
        if (ratesSeen[slot] != rate) {
            ratesSeen[slot] = rate;
            idsSeen[slot] = rateIds.of(rate);
        }
        return idsSeen[slot];
    }

    /** What the plans of a service over time follow from; many services have it in common. */
    private record Planned(List<Subscription> subscriptions, BillingDays billingDays, ZoneId zone) {}

    /** What an event changed. */
    private record Change(RatingContext context, int service, List<CounterDelta> deltas) {}

    Rating rate(UsageEvent event, int service) {
        RatingContext context = context(service);
        Rating rating = rater.rate(event, context);
        if (rating instanceof Rating.Rated rated && !rated.deltas().isEmpty()) {
            changes.add(new Change(context, service, rated.deltas()));
        }
        return rating;
    }

    /** Counters become what they would be without an event that was priced. */
    void unrate(Rating.Rated rated, int service) {
        List<CounterDelta> backwards =
                rated.deltas().stream().map(PriceBook::backwards).toList();
        if (!backwards.isEmpty()) {
            RatingContext context = context(service);
            backwards.forEach(delta -> counters(context, delta).apply(delta));
            changes.add(new Change(context, service, backwards));
        }
    }

    private static CounterDelta backwards(CounterDelta delta) {
        return new CounterDelta(delta.scope(), delta.id(), delta.periodStart(), -delta.units(), -delta.amountMicros());
    }

    /** From here on changes of counters can be taken back. */
    void mark() {
        changes.clear();
    }

    /** Counters become what they were at the mark. */
    void takeBack() {
        for (Change change : changes) {
            for (CounterDelta delta : change.deltas) {
                counters(change.context, delta).apply(backwards(delta));
            }
        }
        changes.clear();
    }

    /** Hands what was counted since the mark to a sum, so that it can be stored. */
    void collect(CounterStore.Sums sums) {
        for (Change change : changes) {
            int account = directory.accountOf(change.service);
            for (CounterDelta delta : change.deltas) {
                long serviceId = delta.scope() == Scope.SERVICE ? directory.serviceId(change.service) : 0;
                sums.add(directory.accountId(account), serviceId, delta);
            }
        }
    }

    private static Counters counters(RatingContext context, CounterDelta delta) {
        return delta.scope() == Scope.SERVICE ? context.service() : context.account();
    }

    /** The prices and counters of a service. */
    RatingContext context(int service) {
        RatingContext context = contexts[service];
        if (context == null) {
            context = make(service);
            contexts[service] = context;
        }
        return context;
    }

    private RatingContext make(int service) {
        int account = directory.accountOf(service);
        long accountId = directory.accountId(account);
        ZoneId zone = directory.operatorOf(account).zone();
        Counters shared = accountCounters.computeIfAbsent(account, key -> opening.counters(accountId, 0));
        return new RatingContext(
                timeline(service, zone),
                ownPrices(account, service, zone),
                opening.counters(accountId, directory.serviceId(service)),
                shared,
                periods(account),
                PlansHeld.whenAsked(() -> Arrays.stream(directory.servicesOf(account))
                        .mapToObj(each -> timeline(each, zone))
                        .toList()));
    }

    private PlanTimeline timeline(int service, ZoneId zone) {
        return timelines.computeIfAbsent(
                new Planned(plans.of(service), directory.billingDaysOfService(service), zone), this::timeline);
    }

    private LocalDate begin(int account) {
        LocalDate first = DateRange.FOREVER;
        for (int service : directory.servicesOf(account)) {
            LocalDate begins = directory.begins(service);
            first = begins.isBefore(first) ? begins : first;
        }
        return first;
    }

    /** Plans from midnight to midnight of the operator's zone; a gap between subscriptions is a segment without a plan. */
    private PlanTimeline timeline(Planned planned) {
        ZoneId zone = planned.zone;
        BillingSchedule schedule = Timelines.schedule(planned.billingDays);
        List<PlanTimeline.Segment> segments = new ArrayList<>();
        LocalDate end = null;
        for (Subscription subscription : planned.subscriptions) {
            if (end != null && end.isBefore(subscription.valid().from())) {
                segments.add(new PlanTimeline.Segment(second(end, zone), null));
            }
            for (Catalog.Applied applied :
                    catalog.applied(subscription.plan(), subscription.valid(), schedule::beginningOnOrAfter)) {
                segments.add(new PlanTimeline.Segment(
                        second(applied.from(), zone), applied.version().in(zone)));
            }
            end = subscription.valid().to();
        }
        if (end != null && !end.equals(DateRange.FOREVER)) {
            segments.add(new PlanTimeline.Segment(second(end, zone), null));
        }
        return PlanTimeline.of(segments);
    }

    private static long second(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond();
    }

    private OwnPrices ownPrices(int account, int service, ZoneId zone) {
        List<OwnPriceReader.Written> written = new ArrayList<>();
        for (OwnPrice price : directory.ownPrices(account)) {
            long only = price.serviceId().orElse(directory.serviceId(service));
            if (only == directory.serviceId(service)) {
                written.add(new OwnPriceReader.Written(
                        price.serviceId().isPresent() ? Scope.SERVICE : Scope.ACCOUNT,
                        price.node(),
                        price.band().isEmpty() ? null : price.band(),
                        price.price(),
                        price.valid()));
            }
        }
        return written.isEmpty()
                ? OwnPrices.none()
                : ownPrices.read(written, directory.operatorOf(account).currency(), zone);
    }

    private CounterPeriods periods(int account) {
        BillingDays days = directory.billingDays(account);
        if (!days.changes().isEmpty()) {
            return CounterPeriods.billing(Timelines.periodStarts(days, begin(account)));
        }
        return days.first() == 1
                ? CounterPeriods.calendar()
                : steadyPeriods.computeIfAbsent(
                        days, steady -> CounterPeriods.billing(Timelines.periodStarts(steady, EARLIEST)));
    }
}
