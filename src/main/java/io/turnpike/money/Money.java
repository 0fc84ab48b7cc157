package io.turnpike.money;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A posted amount: whole minor units (kopecks, cents) of one currency, either sign. Arithmetic is exact; overflow and a mix of
 * currencies are errors.
 */
public record Money(Currency currency, long minor) implements Comparable<Money> {
    public static Money zero(Currency currency) {
        return new Money(currency, 0);
    }

    /** From major units; refuses digits beyond the minor unit. */
    public static Money of(Currency currency, BigDecimal major) {
        return new Money(
                currency,
                major.movePointRight(currency.getDefaultFractionDigits()).longValueExact());
    }

    /** From micro-units that are already whole minor units; refuses others, because rounding is the caller's decision. */
    public static Money ofMicros(Currency currency, long micros) {
        long perMinor = microsPerMinor(currency);
        if (micros % perMinor != 0) {
            throw new ArithmeticException(new RatedAmount(currency, micros) + " is not a whole number of minor units");
        }
        return new Money(currency, micros / perMinor);
    }

    /** Micro-units in one minor unit: 10 000 for two decimals. */
    public static long microsPerMinor(Currency currency) {
        long perMinor = Rounding.MICROS;
        for (int digit = 0; digit < currency.getDefaultFractionDigits(); digit++) {
            perMinor /= 10;
        }
        return perMinor;
    }

    public Money plus(Money other) {
        return new Money(currency, Math.addExact(minor, sameCurrency(other).minor));
    }

    public Money minus(Money other) {
        return new Money(currency, Math.subtractExact(minor, sameCurrency(other).minor));
    }

    public Money negated() {
        return new Money(currency, Math.negateExact(minor));
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    /** In major units with the currency's decimals. */
    public BigDecimal major() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /**
     * Splits by weights so that the parts add up to the whole: each part is rounded towards zero, and what is left goes, one minor
     * unit each, to the parts with the largest remainder, earlier first.
     *
     * @param weights none negative, at least one greater than zero
     */
    public List<Money> split(List<Long> weights) {
        long total = weights.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        if (total <= 0 || weights.stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("weights must not be negative and must not all be zero: " + weights);
        }
        long[] parts = new long[weights.size()];
        long[] remainders = new long[weights.size()];
        long left = minor;
        for (int i = 0; i < parts.length; i++) {
            BigDecimal[] share = BigDecimal.valueOf(minor)
                    .multiply(BigDecimal.valueOf(weights.get(i)))
                    .divideAndRemainder(BigDecimal.valueOf(total));
            parts[i] = share[0].longValueExact();
            remainders[i] = share[1].abs().longValueExact();
            left -= parts[i];
        }
        int unit = Long.signum(left);
        List<Integer> byRemainder = IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
                .toList();
        for (int i = 0; i < Math.abs(left); i++) {
            parts[byRemainder.get(i)] += unit;
        }
        List<Money> money = new ArrayList<>(parts.length);
        for (long part : parts) {
            money.add(new Money(currency, part));
        }
        return money;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    /** {@code 1234.50 RUB}. */
    @Override
    public String toString() {
        return major().toPlainString() + " " + currency;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currencies differ: " + this + " and " + other);
        }
        return other;
    }
}
