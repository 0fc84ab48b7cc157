package io.turnpike.fees;

import java.util.Map;

/**
 * A fee charged once for each occasion.
 *
 * @param priceMicros millionths of the currency's major unit for a quantity of one
 */
public record OneTimeFee(String name, long priceMicros, Occasion when, QuantityRule quantity) {
    /** What calls for a one-time fee. */
    public enum Occasion {
        /** The service's subscription begins, and not by a change of plan. */
        ACTIVATION,
        /** The plan is entered by a change from another. */
        PLAN_CHANGE,
        /** An order in the timeline names the fee. */
        ORDER,
        /** A suspension ends and the service goes on. */
        RESUMPTION,
        /** The subscription ends and no other follows. */
        TERMINATION;

        /** The words of definitions. */
        public static final Map<String, Occasion> WORDS = Map.of(
                "activation", ACTIVATION,
                "plan-change", PLAN_CHANGE,
                "order", ORDER,
                "resumption", RESUMPTION,
                "termination", TERMINATION);
    }

    public OneTimeFee {
        if (priceMicros < 0) {
            throw new IllegalArgumentException("the price of fee " + name + " is negative");
        }
    }
}
