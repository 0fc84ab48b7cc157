package io.turnpike.fees;

import io.turnpike.time.BillingInterval;
import java.util.Map;
import java.util.Optional;

/**
 * A stretch at the beginning of a subscription with prices of its own: trial, promotion, fixed term. Phases follow one another from
 * the day the subscription begins; after the last the plan's prices hold, or the subscription ends. A phase stays as it was sold:
 * as written in the version in force when the subscription began.
 *
 * @param lasts its length; empty for a last phase without end
 * @param prices by fee; a fee not named keeps its price
 * @param thenEnds whether the subscription ends with the phase
 */
public record Phase(String name, Optional<BillingInterval> lasts, Map<String, Price> prices, boolean thenEnds) {
    /** What a fee costs in a phase. */
    public sealed interface Price {
        /** This price instead of the plan's; an account's own price still goes before it. */
        record Fixed(long micros) implements Price {}

        /** This share of the plan's or the account's own price. */
        record Share(Percent percent) implements Price {}
    }

    public Phase {
        prices = Map.copyOf(prices);
        if (lasts.isEmpty() && thenEnds) {
            throw new IllegalArgumentException("phase " + name + " has no length and cannot end the subscription");
        }
    }
}
