package io.turnpike.rating;

import io.turnpike.money.Rounding;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the price of an event came about.
 *
 * @param rating what rating answers for the same event and counters
 * @param spans in order of time
 * @param setupMicros charged once
 * @param beforeRounding setup, floor, cap and discounts included; {@code null} where the event is unrated
 * @param rounding the rule it was rounded by; {@code null} where the event is unrated
 * @param notes floor, cap, discounts and capacity that changed the amount, in words
 */
public record Explanation(
        Rating rating,
        List<Span> spans,
        long setupMicros,
        @Nullable ExactAmount beforeRounding,
        @Nullable Rounding rounding,
        List<String> notes) {

    /**
     * A stretch with one price.
     *
     * @param fromUnit elapsed seconds, bytes or events at its start
     * @param usedUnits as measured
     * @param billedUnits rounded up
     * @param origin file and line the rate is written at, and of the node it takes the rest from
     * @param price in micro-units for one unit
     * @param paidBy what paid for it
     */
    public record Span(
            long fromUnit,
            long usedUnits,
            long billedUnits,
            RateRef rate,
            String origin,
            Fraction price,
            PaidBy paidBy) {
        /** Exact: billed units at the price, zero where something else than money paid for them. */
        public ExactAmount amount(Currency currency) {
            long units = paidBy.equals(PaidBy.MONEY) ? billedUnits : 0;
            return new ExactAmount(
                    currency,
                    BigInteger.valueOf(units).multiply(BigInteger.valueOf(price.numerator())),
                    BigInteger.valueOf(price.denominator()));
        }
    }

    /** What a span is paid by: money, the free initial part, or an allowance. */
    public record PaidBy(String word) {
        public static final PaidBy MONEY = new PaidBy("money");
        public static final PaidBy FREE = new PaidBy("free");

        public static PaidBy allowance(String name) {
            return new PaidBy("allowance " + name);
        }
    }
}
