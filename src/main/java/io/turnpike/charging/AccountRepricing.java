package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.rating.Rating;
import io.turnpike.rating.Settlement;
import io.turnpike.usage.UsageEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/** Prices all usage of one account again in the total order, and says what comes out different from what was charged. */
final class AccountRepricing {
    private final PriceBook prices;
    private final ZoneId zone;

    AccountRepricing(PriceBook prices, ZoneId zone) {
        this.prices = prices;
        this.zone = zone;
    }

    /**
     * Which differences are wanted.
     *
     * @param from usage before it only moves counters
     * @param reason why, for the record
     * @param pause a look at the counters on the way
     */
    record Scope(Instant from, RateIds rates, String reason, Settlement.Pause pause) {}

    /** What became of an event. */
    sealed interface Outcome permits Price, Refusal {}

    record Price(Rating.Rated rated) implements Outcome {}

    /**
     * It has no price.
     *
     * @param word of suspense
     */
    record Refusal(String word, String detail) implements Outcome {}

    /** The price of an event in the operator's currency, or why it has none. */
    static Outcome outcome(Rating rating, Currency billed) {
        if (rating instanceof Rating.Unrated unrated) {
            return new Refusal(unrated.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), unrated.detail());
        }
        Rating.Rated rated = (Rating.Rated) rating;
        if (!rated.amount().currency().equals(billed)) {
            return new Refusal(
                    "wrong-currency",
                    "the plan is in " + rated.amount().currency() + ", the operator bills in " + billed);
        }
        return new Price(rated);
    }

    /** The zones of traffic, read only for accounts that have any. */
    @FunctionalInterface
    interface Zones {
        TrafficZones get();
    }

    /**
     * Prices again.
     *
     * @param usages of one account
     * @param days rated traffic of the account's services, of the same stretch
     */
    Differences reprice(List<PricedUsage> usages, List<TrafficDays.Day> days, Zones zones, Scope scope) {
        Differences differences = new Differences();
        IdentityHashMap<UsageEvent, PricedUsage> charged = new IdentityHashMap<>();
        List<Settlement.Usage> events = new ArrayList<>(usages.size());
        TrafficRepricing traffic = days.isEmpty() ? null : new TrafficRepricing(prices, zones.get(), zone);
        if (traffic != null) {
            events.addAll(traffic.events(days));
        }
        for (PricedUsage usage : usages) {
            if (usage.isTraffic()) {
                if (traffic != null) {
                    traffic.charged(usage);
                }
            } else if (!usage.isNobodys()) {
                charged.put(usage.event(), usage);
                int service = prices.directory().service(usage.serviceId());
                events.add(new Settlement.Usage(usage.event(), prices.context(service)));
            }
        }
        for (Settlement.Settled settled : Settlement.settle(events, scope.pause())) {
            UsageEvent event = settled.usage().event();
            PricedUsage before = charged.get(event);
            if (before != null) {
                Correction correction = correction(before, settled.rating(), scope.reason());
                if (!before.usageTime().isBefore(scope.from()) && correction.changes(scope.rates())) {
                    differences.corrections().add(correction);
                }
            } else if (traffic == null || !traffic.take(event, settled.rating())) {
                throw new IllegalStateException("pricing answered for an event it was not asked about");
            }
        }
        if (traffic != null) {
            traffic.differences(scope, differences);
        }
        return differences;
    }

    private Correction correction(PricedUsage before, Rating rating, String reason) {
        Outcome outcome = outcome(rating, prices.currencyOf(prices.directory().service(before.serviceId())));
        if (outcome instanceof Refusal refusal) {
            return Correction.takenBack(before, refusal.word(), reason + ": " + refusal.detail());
        }
        Rating.Rated rated = ((Price) outcome).rated();
        return Correction.priced(
                before, rated.rate(), rated.coveredUnits(), rated.amount().micros(), reason);
    }
}
