package io.turnpike.rating;

/**
 * Everything about a service that the price of its events depends on.
 *
 * @param own the account's own prices
 * @param service the service's counters; rating an event changes them
 * @param account the counters its account's services share; rating an event changes them
 * @param periods of the account's counters
 * @param plansHeld the plans of all services of the account, for discounts by bundle
 */
public record RatingContext(
        PlanTimeline timeline,
        OwnPrices own,
        Counters service,
        Counters account,
        CounterPeriods periods,
        PlansHeld plansHeld) {

    /** A service of an account with nothing but a plan. */
    public static RatingContext of(RatePlan plan) {
        return new RatingContext(
                PlanTimeline.of(plan),
                OwnPrices.none(),
                Counters.empty(),
                Counters.empty(),
                CounterPeriods.calendar(),
                PlansHeld.none());
    }

    Counters counters(Scope scope) {
        return scope == Scope.SERVICE ? service : account;
    }
}
