package io.turnpike.time;

/**
 * One billing period and the days its price is for.
 *
 * @param days the days of the period
 * @param basis the full period the price is for: the same days, or, for a bridge after a change of the billing day, the full period
 *     that ends on the first new billing day
 */
public record BillingPeriod(DateRange days, DateRange basis) {
    public static BillingPeriod full(DateRange days) {
        return new BillingPeriod(days, days);
    }

    /** Whether these are the days between an old billing day and the first new one, fewer than a full period. */
    public boolean isBridge() {
        return !days.equals(basis);
    }
}
