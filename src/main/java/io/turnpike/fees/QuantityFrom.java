package io.turnpike.fees;

import java.time.LocalDate;

/**
 * A quantity that holds from a day until the next of the same fee.
 *
 * @param fee the fee it is for, before all other rules; empty for the quantity of the subscription
 * @param quantity at least 0
 */
public record QuantityFrom(String fee, LocalDate from, long quantity) {
    public QuantityFrom {
        if (quantity < 0) {
            throw new IllegalArgumentException("quantity " + quantity + " is negative");
        }
    }

    /** The quantity of the subscription. */
    public static QuantityFrom ofAll(LocalDate from, long quantity) {
        return new QuantityFrom("", from, quantity);
    }
}
