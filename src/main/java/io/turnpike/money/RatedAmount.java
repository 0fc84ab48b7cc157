package io.turnpike.money;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * The price of one event or fee, rounded once to the step its plan writes, and never posted: sums of these become {@link Money}
 * once per invoice line.
 *
 * @param micros millionths of the currency's major unit
 */
public record RatedAmount(Currency currency, long micros) {
    public static RatedAmount zero(Currency currency) {
        return new RatedAmount(currency, 0);
    }

    /** The sum; currencies must agree, overflow is an error. */
    public RatedAmount plus(RatedAmount other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other + " to " + this);
        }
        return new RatedAmount(currency, Math.addExact(micros, other.micros));
    }

    /** This amount in whole minor units, by the mode of the invoice line; the step is at least one minor unit. */
    public Money toMoney(Rounding rounding) {
        return Money.ofMicros(currency, rounding.round(micros));
    }

    /** In major units with six decimals: {@code 0.180000 RUB}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(micros, 6).toPlainString() + " " + currency;
    }
}
