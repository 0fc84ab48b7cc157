package io.turnpike.rating;

import io.turnpike.money.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The amount of one event while it is being added up: an exact ratio of micro-units, kept in two longs and, where these do not
 * hold it, in two big integers. Reused from event to event, because the rater must not allocate; see {@code scripts/bench rating}.
 */
final class ExactSum {
    private long numerator;
    private long denominator = 1;
    private @Nullable BigInteger bigNumerator;
    private BigInteger bigDenominator = BigInteger.ONE;

    void clear() {
        numerator = 0;
        denominator = 1;
        bigNumerator = null;
    }

    /** Adds {@code units} at a price; units may be negative where a counter gives some back. */
    void add(long units, Fraction price) {
        if (bigNumerator != null || !addedAsLong(units, price)) {
            BigInteger top = widened();
            BigInteger priceBottom = BigInteger.valueOf(price.denominator());
            BigInteger product = BigInteger.valueOf(units).multiply(BigInteger.valueOf(price.numerator()));
            bigNumerator = top.multiply(priceBottom).add(product.multiply(bigDenominator));
            bigDenominator = bigDenominator.multiply(priceBottom);
        }
    }

    void addMicros(long micros) {
        add(micros, Fraction.ONE);
    }

    /** Adds the amount of another sum. */
    void add(ExactSum other) {
        BigInteger top = widened();
        BigInteger otherTop = other.numeratorBig();
        BigInteger otherBottom = other.denominatorBig();
        bigNumerator = top.multiply(otherBottom).add(otherTop.multiply(bigDenominator));
        bigDenominator = bigDenominator.multiply(otherBottom);
    }

    void multiply(Fraction share) {
        BigInteger top = widened();
        bigNumerator = top.multiply(BigInteger.valueOf(share.numerator()));
        bigDenominator = bigDenominator.multiply(BigInteger.valueOf(share.denominator()));
    }

    void setMicros(long micros) {
        clear();
        numerator = micros;
    }

    int compareToMicros(long micros) {
        return numeratorBig().compareTo(BigInteger.valueOf(micros).multiply(denominatorBig()));
    }

    /** Rounded once, in micro-units; an amount that a long does not hold is an error. */
    long rounded(Rounding rounding) {
        if (bigNumerator == null && Math.multiplyHigh(denominator, rounding.stepMicros()) == 0) {
            long divisor = denominator * rounding.stepMicros();
            if (divisor > 0) {
                return Math.multiplyExact(Rounding.divide(numerator, divisor, rounding.mode()), rounding.stepMicros());
            }
        }
        BigDecimal divisor = new BigDecimal(denominatorBig()).multiply(BigDecimal.valueOf(rounding.stepMicros()));
        long steps = new BigDecimal(numeratorBig())
                .divide(divisor, 0, rounding.mode())
                .longValueExact();
        return Math.multiplyExact(steps, rounding.stepMicros());
    }

    ExactAmount toAmount(Currency currency) {
        return new ExactAmount(currency, numeratorBig(), denominatorBig());
    }

    private boolean addedAsLong(long units, Fraction price) {
        try {
            long product = Math.multiplyExact(units, price.numerator());
            if (denominator == price.denominator()) {
                numerator = Math.addExact(numerator, product);
                return true;
            }
            if (denominator == 1 || price.denominator() == 1) { // nothing to look for in common
                numerator = Math.addExact(
                        Math.multiplyExact(numerator, price.denominator()), Math.multiplyExact(product, denominator));
                denominator = Math.multiplyExact(denominator, price.denominator());
                return true;
            }
            long common = Fraction.gcd(denominator, price.denominator());
            long ours = price.denominator() / common;
            long newDenominator = Math.multiplyExact(denominator, ours);
            long scaled = Math.multiplyExact(product, denominator / common);
            numerator = Math.addExact(Math.multiplyExact(numerator, ours), scaled);
            denominator = newDenominator;
            return true;
        } catch (ArithmeticException beyondLong) {
            return false; // the sum is untouched and goes on in big integers, exact as before
        }
    }

    private BigInteger widened() {
        BigInteger top = bigNumerator;
        if (top == null) {
            bigDenominator = BigInteger.valueOf(denominator);
            top = BigInteger.valueOf(numerator);
            bigNumerator = top;
        }
        return top;
    }

    private BigInteger numeratorBig() {
        return bigNumerator == null ? BigInteger.valueOf(numerator) : bigNumerator;
    }

    private BigInteger denominatorBig() {
        return bigNumerator == null ? BigInteger.valueOf(denominator) : bigDenominator;
    }
}
