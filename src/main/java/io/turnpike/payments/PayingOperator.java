package io.turnpike.payments;

import java.time.ZoneId;
import java.util.Currency;

/** What payments need to know of an operator. */
public record PayingOperator(long id, String code, String zone, String currency) {
    public ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    public Currency money() {
        return Currency.getInstance(currency);
    }
}
