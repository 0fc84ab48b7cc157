package io.turnpike.rating;

/** How often a counter begins anew. */
public enum Every {
    DAY,
    /** Monday to Sunday. */
    WEEK,
    /** A calendar month. */
    MONTH,
    YEAR,
    /** The account's billing period. */
    BILLING_PERIOD
}
