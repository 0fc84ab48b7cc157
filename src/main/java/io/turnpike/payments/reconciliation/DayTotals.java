package io.turnpike.payments.reconciliation;

import java.time.LocalDate;

/**
 * The payments of one day, as each side dates them. Amounts are minor units of the currency.
 *
 * @param ourPayments those of which something is left
 * @param theirPayments those of which something is left in the registry
 */
public record DayTotals(
        LocalDate day,
        String currency,
        long ourPayments,
        long ourMinor,
        long ourCommissionMinor,
        long theirPayments,
        long theirMinor,
        long theirCommissionMinor) {
    /** The sum of two days, under the first of them. */
    DayTotals plus(DayTotals other) {
        return new DayTotals(
                day,
                currency,
                ourPayments + other.ourPayments,
                Math.addExact(ourMinor, other.ourMinor),
                Math.addExact(ourCommissionMinor, other.ourCommissionMinor),
                theirPayments + other.theirPayments,
                Math.addExact(theirMinor, other.theirMinor),
                Math.addExact(theirCommissionMinor, other.theirCommissionMinor));
    }

    /** What we have more than they. */
    public long minor() {
        return ourMinor - theirMinor;
    }
}
