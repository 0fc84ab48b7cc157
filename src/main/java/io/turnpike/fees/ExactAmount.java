package io.turnpike.fees;

import io.turnpike.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount before rounding: the fraction {@code numerator / denominator} of millionths of the currency's major unit, in lowest
 * terms. Overflow is an error.
 *
 * @param denominator greater than zero
 */
public record ExactAmount(long numerator, long denominator) {
    public static final ExactAmount ZERO = new ExactAmount(0, 1);

    private static final int SHOWN_DIGITS = 9;
    private static final int FEWEST_DIGITS = 2;

    public ExactAmount {
        if (denominator < 1) {
            throw new IllegalArgumentException("denominator " + denominator);
        }
        long divisor = denominator == 1 ? 1 : greatestDivisor(Math.abs(numerator), denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    /** A whole number of micro-units. */
    public static ExactAmount of(long micros) {
        return new ExactAmount(micros, 1);
    }

    /** This amount times {@code part / whole}; common divisors are taken out first, so that large prices do not overflow. */
    public ExactAmount times(long part, long whole) {
        if (part == whole) {
            return this;
        }
        ExactAmount share = new ExactAmount(part, whole);
        long left = greatestDivisor(Math.abs(numerator), share.denominator);
        long right = greatestDivisor(Math.abs(share.numerator), denominator);
        return new ExactAmount(
                Math.multiplyExact(numerator / left, share.numerator / right),
                Math.multiplyExact(denominator / right, share.denominator / left));
    }

    public ExactAmount plus(ExactAmount other) {
        if (numerator == 0) {
            return other;
        }
        if (denominator == other.denominator) {
            return new ExactAmount(Math.addExact(numerator, other.numerator), denominator);
        }
        long common = greatestDivisor(denominator, other.denominator);
        long scale = other.denominator / common;
        return new ExactAmount(
                Math.addExact(
                        Math.multiplyExact(numerator, scale),
                        Math.multiplyExact(other.numerator, denominator / common)),
                Math.multiplyExact(denominator, scale));
    }

    /** Rounded once, in micro-units. */
    public long round(Rounding rounding) {
        return rounding.roundQuotient(numerator, denominator);
    }

    /** In major units; {@code …} follows where digits go on: {@code 120.967741935…}. */
    @Override
    public String toString() {
        BigDecimal major = BigDecimal.valueOf(numerator, 6);
        BigDecimal shown = major.divide(BigDecimal.valueOf(denominator), SHOWN_DIGITS, RoundingMode.DOWN);
        boolean whole = shown.multiply(BigDecimal.valueOf(denominator)).compareTo(major) == 0;
        if (!whole) {
            return shown.toPlainString() + "…";
        }
        BigDecimal plain = shown.stripTrailingZeros();
        return plain.setScale(Math.max(FEWEST_DIGITS, plain.scale())).toPlainString();
    }

    private static long greatestDivisor(long left, long right) {
        while (right != 0) {
            long rest = left % right;
            left = right;
            right = rest;
        }
        return left;
    }
}
