package io.turnpike.ledger;

/**
 * How one account of the books moved through a period, in minor units.
 *
 * @param code of the ledger account
 * @param openingMinor before the first day; a debit balance is positive
 * @param debitMinor booked to its debit in the period; never negative
 * @param creditMinor booked to its credit in the period; never negative
 */
public record LedgerTurnover(String code, long openingMinor, long debitMinor, long creditMinor) {
    /** At the end of the last day. */
    public long closingMinor() {
        return Math.subtractExact(Math.addExact(openingMinor, debitMinor), creditMinor);
    }

    /** Debit less credit. */
    public long movedMinor() {
        return Math.subtractExact(debitMinor, creditMinor);
    }
}
