package io.turnpike.ledger;

import io.turnpike.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;

/**
 * A stretch of the books of one operator and one currency, as it was known at a moment.
 *
 * @param days the accounting dates looked at; what came before is the opening balance
 * @param knownAt entries recorded after this moment do not count
 */
public record BooksAsKnown(long operatorId, Currency currency, DateRange days, Instant knownAt) {
    /** ISO 4217. */
    public String currencyCode() {
        return currency.getCurrencyCode();
    }

    public LocalDate from() {
        return days.from();
    }

    /** The last accounting date that counts. */
    public LocalDate last() {
        return days.to().minusDays(1);
    }

    /** The day after the last. */
    public LocalDate to() {
        return days.to();
    }
}
