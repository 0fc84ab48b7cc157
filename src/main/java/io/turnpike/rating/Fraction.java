package io.turnpike.rating;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact ratio in lowest terms, not negative: a price in micro-units of the currency for one second, byte or event, or a share
 * such as 50 %. A per-minute price stays exact for single seconds because nothing is divided before the event is rounded.
 *
 * @param denominator greater than zero
 */
public record Fraction(long numerator, long denominator) {
    public static final Fraction ZERO = new Fraction(0, 1);
    public static final Fraction ONE = new Fraction(1, 1);

    private static final int MICRO_DIGITS = 6;

    public Fraction {
        if (numerator < 0 || denominator <= 0) {
            throw new IllegalArgumentException("not a price or share: " + numerator + "/" + denominator);
        }
        long divisor = gcd(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    /** The price of one unit when {@code units} of them cost {@code major} units of money. */
    public static Fraction price(BigDecimal major, long units) {
        return of(major.movePointRight(MICRO_DIGITS), units);
    }

    /** {@code percent(50)} is one half. */
    public static Fraction percent(BigDecimal percent) {
        return of(percent, 100);
    }

    private static Fraction of(BigDecimal value, long divisor) {
        BigDecimal plain = value.stripTrailingZeros();
        BigInteger numerator = plain.scale() > 0 ? plain.unscaledValue() : plain.toBigIntegerExact();
        BigInteger denominator = BigInteger.valueOf(divisor)
                .multiply(plain.scale() > 0 ? BigInteger.TEN.pow(plain.scale()) : BigInteger.ONE);
        BigInteger common = numerator.gcd(denominator);
        return new Fraction(
                numerator.divide(common).longValueExact(),
                denominator.divide(common).longValueExact());
    }

    /** The product; overflow is an error. */
    public Fraction times(Fraction other) {
        long left = gcd(numerator, other.denominator);
        long right = gcd(other.numerator, denominator);
        return new Fraction(
                Math.multiplyExact(numerator / left, other.numerator / right),
                Math.multiplyExact(denominator / right, other.denominator / left));
    }

    /** What is left of one after this share is taken off; the share is at most one. */
    public Fraction complement() {
        return new Fraction(Math.subtractExact(denominator, numerator), denominator);
    }

    static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x == 0 ? 1 : x;
    }
}
