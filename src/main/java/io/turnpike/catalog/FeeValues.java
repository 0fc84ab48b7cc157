package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.fees.Percent;
import io.turnpike.time.BillingInterval;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** The values fees are written with: amounts in the plan's currency, intervals, shares. */
final class FeeValues {
    private final Currency currency;

    FeeValues(Currency currency) {
        this.currency = currency;
    }

    /** {@code 250.00 RUB} in micro-units; not negative, at most six decimals, in the plan's currency. */
    Optional<Long> amount(Fields fields, Node.Scalar scalar) {
        String remedy = "write an amount of 0 or more in the plan's currency such as 250.00 " + currency;
        return fields.parse(scalar, remedy, this::micros);
    }

    /** As {@link #amount}, where a share could stand as well. */
    Optional<Long> amountOrShare(Fields fields, Node.Scalar scalar) {
        String remedy = "write a price such as 199.00 " + currency + " or a share such as 50 %";
        return fields.parse(scalar, remedy, this::micros);
    }

    /** {@code month}, {@code 3 months}, {@code 30 days}. */
    Optional<BillingInterval> interval(Fields fields, Node.Scalar scalar) {
        return fields.parse(
                scalar,
                "write day, week, month or year, or a number of them from 1 to 1200 such as 30 days",
                BillingInterval::parse);
    }

    /** {@code 50 %}. */
    Optional<Percent> percent(Fields fields, Node.Scalar scalar) {
        return fields.parse(scalar, "write a share from 0 % to 100 % such as 50 % or 33.33 %", Percent::parse);
    }

    static boolean isPercent(Node.Scalar scalar) {
        return scalar.text().strip().endsWith("%");
    }

    private long micros(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length != 2 || !words[1].equals(currency.getCurrencyCode())) {
            throw new IllegalArgumentException("'" + text + "' is no amount in " + currency);
        }
        long micros = PriceText.micros(new BigDecimal(words[0]), words[0], currency);
        if (micros < 0) {
            throw new IllegalArgumentException("'" + text + "' is negative");
        }
        return micros;
    }
}
