package io.turnpike.catalog;

import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Suggestion;
import io.turnpike.money.Rounding;
import io.turnpike.rating.Fraction;
import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    static final String AMOUNT_REMEDY = "write an amount and a currency with at most six decimals: 0.50 RUB";

    private static final int MICRO_DIGITS = 6;

    /** A thousand million: nine thousand of such still add up in micro-units. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

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
        Matcher matcher = PRICE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Misread("cannot read '" + text + "'", text, remedy(currency, unit));
        }
        if (!matcher.group(2).equals(currency.getCurrencyCode())) {
            throw new Misread("the plan's currency is " + currency, matcher.group(2), "write the price in " + currency);
        }
        unitKnown(matcher.group(2) + "/", matcher.group(3), currency, unit);
        if (matcher.group(4) != null) {
            Quantity.increment(matcher.group(4), unit);
        }
        PriceText price = parse(text);
        try {
            price.perUnit();
        } catch (ArithmeticException e) {
            throw new Misread(
                    "too great or too fine a price to be counted exactly",
                    text,
                    "write it with fewer digits, for a unit of the size it is sold by");
        }
        return price;
    }

    private static void unitKnown(String before, String written, Currency currency, Unit unit) {
        try {
            Quantity.parse(written, unit);
        } catch (Misread e) {
            String word = written.replaceFirst("^[0-9.]+ *", "");
            String near = Quantity.near(word, unit)
                    .map(it -> "did you mean '" + currency + "/" + it + "'? ")
                    .orElse("");
            throw new Misread(
                    Quantity.WORDS.containsKey(word)
                            ? "'" + before + written + "' is no price of " + Quantity.plural(unit)
                            : "unknown unit '" + before + written + "'",
                    before + written,
                    near + remedy(currency, unit));
        }
    }

    /** What to write for a price. */
    static String remedy(Currency currency, Unit unit) {
        return Quantity.words(unit).stream()
                        .map(word -> currency + "/" + word)
                        .collect(Collectors.joining(
                                ", ", "write an amount and one of ", ", or of any number of them: /10 "))
                + Quantity.words(unit).get(0);
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
        return micros(new BigDecimal(matcher.group(1)), matcher.group(1), currency);
    }

    /**
     * An amount in micro-units.
     *
     * @param text as it is written, to be shown where it is too great
     * @throws ArithmeticException where it has more than six decimals
     */
    static long micros(BigDecimal major, String text, Currency currency) {
        if (major.compareTo(MOST) > 0) {
            throw new Misread(
                    "'" + text + "' is more than can be charged",
                    text,
                    "write at most " + MOST.toPlainString() + " " + currency);
        }
        return major.movePointRight(MICRO_DIGITS).longValueExact();
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
                        .orElseThrow(() -> new Misread(
                                "unknown mode '" + parts[0] + "'",
                                parts[0],
                                Suggestion.remedy(parts[0].strip(), List.of("up", "down", "half-up", "half-even")))));
    }
}
