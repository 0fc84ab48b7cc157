package io.turnpike.fees;

/**
 * How many times a fee is charged. A quantity stated for the fee by name in the timeline goes before either.
 *
 * @param ofSubscription whether it is the quantity of the subscription, such as the lines of an office exchange
 * @param fixed the number otherwise; at least 0
 */
public record QuantityRule(boolean ofSubscription, long fixed) {
    public static final QuantityRule OF_SUBSCRIPTION = new QuantityRule(true, 1);
    public static final QuantityRule ONE = new QuantityRule(false, 1);

    public QuantityRule {
        if (fixed < 0) {
            throw new IllegalArgumentException("quantity " + fixed + " is negative");
        }
    }
}
