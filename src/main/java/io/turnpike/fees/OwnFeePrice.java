package io.turnpike.fees;

import io.turnpike.time.DateRange;

/**
 * A price agreed with the account for a fee: it stands in the place of the plan's price and of a fixed price of a phase; shares of a
 * phase or a suspension are taken of it.
 *
 * @param priceMicros millionths of the currency's major unit, at least 0
 */
public record OwnFeePrice(String fee, DateRange days, long priceMicros) {
    public OwnFeePrice {
        if (priceMicros < 0) {
            throw new IllegalArgumentException("the own price of fee " + fee + " is negative");
        }
    }
}
