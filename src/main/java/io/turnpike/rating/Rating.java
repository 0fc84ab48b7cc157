package io.turnpike.rating;

import io.turnpike.money.RatedAmount;
import java.util.List;

/** What became of one event. */
public sealed interface Rating {
    /**
     * It has a price.
     *
     * @param amount rounded once
     * @param rate the rate at its start
     * @param billedUnits after rounding up to increments, those covered and those free included
     * @param provisional the price depends on a counter: it is final only after settle
     * @param covered units taken from allowances
     * @param deltas what it added to counters
     */
    record Rated(
            RatedAmount amount,
            RateRef rate,
            long billedUnits,
            boolean provisional,
            List<Covered> covered,
            List<CounterDelta> deltas)
            implements Rating {
        /** Units taken from all allowances together. */
        public long coveredUnits() {
            long units = 0;
            for (Covered each : covered) {
                units += each.units;
            }
            return units;
        }
    }

    /**
     * It has none; counters are as before.
     *
     * @param detail for people
     */
    record Unrated(Reason reason, String detail) implements Rating {}

    /**
     * Units an event took from an allowance.
     *
     * @param left what the allowance still holds, with what was carried over
     */
    record Covered(String allowance, long units, long left) {}

    /** Why an event has no price. */
    enum Reason {
        /** The service has no plan at the start of the event. */
        NO_PLAN,
        /** No node of the plan matches. */
        NO_RATE,
        /** A node matches, but no band holds and it has no price outside bands. */
        NO_BAND,
        /** The plan changed to another currency during the event. */
        CURRENCY_CHANGED
    }
}
