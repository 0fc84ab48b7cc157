package io.turnpike.catalog;

import io.turnpike.money.Rounding;
import io.turnpike.rating.Fraction;
import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prices and amounts as they are written.
 *
 * @param major amount of money in major units
 * @param per what it buys
 * @param increment units usage is rounded up to, where {@code per 30 s} is written after the price
 */
record PriceText(
        BigDecimal major,
        Currency currency,
        Quantity per,
        @Nullable Quantity increment) {
    static final String REMEDY =
            "write an amount, a currency and a unit: 0.60 RUB/min, 0.10 RUB/10 s, 1.50 RUB/GiB, 2.00 RUB/event";
    static final String AMOUNT_REMEDY = "write an amount and a currency with at most six decimals: 0.50 RUB";

    private static final Pattern PRICE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Z]{3}) ?/ ?(.+?)(?: per (.+))?");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Z]{3})");
    private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?%");

    static PriceText parse(String text) {
        Matcher matcher = PRICE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a price: " + text);
        }
        Quantity per = Quantity.parse(matcher.group(3));
        Quantity increment = matcher.group(4) == null ? null : Quantity.parse(matcher.group(4));
        if (per.units() == 0 || (increment != null && (increment.units() == 0 || increment.unit() != per.unit()))) {
            throw new IllegalArgumentException("not a price: " + text);
        }
        return new PriceText(new BigDecimal(matcher.group(1)), Currency.getInstance(matcher.group(2)), per, increment);
    }

    /** A price in this currency for this kind of unit; anything else is an error. */
    static PriceText parse(String text, Currency currency, Unit unit) {
        PriceText price = parse(text);
        if (!price.currency.equals(currency)) {
            throw new IllegalArgumentException("the plan's currency is " + currency + ": " + text);
        }
        if (price.per.unit() != unit) {
            throw new IllegalArgumentException("this kind of usage is measured otherwise: " + text);
        }
        return price;
    }

    Fraction perUnit() {
        return Fraction.price(major, per.units());
    }

    static boolean isPercent(String text) {
        return PERCENT.matcher(text.strip()).matches();
    }

    static Fraction percent(String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a share: " + text);
        }
        return Fraction.percent(new BigDecimal(matcher.group(1)));
    }

    /** {@code 0.50 RUB} in micro-units. */
    static long amountMicros(String text, Currency currency) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        if (!matcher.matches() || !matcher.group(2).equals(currency.getCurrencyCode())) {
            throw new IllegalArgumentException("not an amount in " + currency + ": " + text);
        }
        return new BigDecimal(matcher.group(1)).movePointRight(6).longValueExact();
    }

    /** {@code half-up to 0.01 RUB}. */
    static Rounding rounding(String text, Currency currency) {
        String[] parts = text.strip().split(" to ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a rounding: " + text);
        }
        return new Rounding(
                amountMicros(parts[1], currency),
                Rounding.mode(parts[0].strip())
                        .orElseThrow(() -> new IllegalArgumentException("no such mode: " + parts[0])));
    }
}
