package io.turnpike.rating;

import java.util.Set;

/**
 * Everything about a service that the price of its events depends on.
 *
 * @param own the account's own prices
 * @param service the service's counters; rating an event changes them
 * @param account the counters its account's services share; rating an event changes them
 * @param periods of the account's counters
 * @param plansHeld names of all plans the account has, for discounts by bundle
 */
public record RatingContext(
        PlanTimeline timeline,
        OwnPrices own,
        Counters service,
        Counters account,
        CounterPeriods periods,
        Set<String> plansHeld) {

    /** A service of an account with nothing but a plan. */
    public static RatingContext of(RatePlan plan) {
        return new RatingContext(
                PlanTimeline.of(plan),
                OwnPrices.none(),
                Counters.empty(),
                Counters.empty(),
                CounterPeriods.calendar(),
                Set.of());
    }

    Counters counters(Scope scope) {
        return scope == Scope.SERVICE ? service : account;
    }
}
