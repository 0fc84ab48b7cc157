package io.turnpike.fees;

import java.time.LocalDate;

/** An order for a one-time fee of the plan; several of a day are charged as one, with the sum of their quantities. */
public record FeeOrder(String fee, LocalDate day, long quantity) {
    public FeeOrder {
        if (quantity < 1) {
            throw new IllegalArgumentException("an order for " + fee + " of " + quantity);
        }
    }
}
