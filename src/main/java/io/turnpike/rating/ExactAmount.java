package io.turnpike.rating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Currency;

/**
 * An amount before rounding: an exact ratio of micro-units of the currency, in lowest terms.
 *
 * @param denominator greater than zero
 */
public record ExactAmount(Currency currency, BigInteger numeratorMicros, BigInteger denominator) {
    private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

    public ExactAmount {
        BigInteger divisor = numeratorMicros.gcd(denominator);
        if (divisor.signum() != 0) {
            numeratorMicros = numeratorMicros.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    /** Whether this is exactly the ratio {@code numerator / divisor} of major units. */
    public boolean equalsMajor(BigDecimal numerator, BigDecimal divisor) {
        BigDecimal ours = new BigDecimal(numeratorMicros).multiply(divisor);
        BigDecimal theirs = numerator.multiply(new BigDecimal(MICROS)).multiply(new BigDecimal(denominator));
        return ours.compareTo(theirs) == 0;
    }

    /** In major units: as a decimal where it has an end ({@code 0.7 RUB}), as a ratio where it has none ({@code 1/60 RUB}). */
    @Override
    public String toString() {
        BigInteger divisor = denominator.multiply(MICROS);
        BigInteger common = numeratorMicros.gcd(divisor);
        BigInteger top = numeratorMicros.divide(common);
        BigInteger bottom = divisor.divide(common);
        return (endsAsDecimal(bottom)
                        ? new BigDecimal(top)
                                .divide(new BigDecimal(bottom), MathContext.UNLIMITED)
                                .toPlainString()
                        : top + "/" + bottom)
                + " " + currency;
    }

    private static boolean endsAsDecimal(BigInteger bottom) {
        BigInteger rest = bottom.shiftRight(bottom.getLowestSetBit());
        BigInteger five = BigInteger.valueOf(5);
        while (rest.mod(five).signum() == 0) {
            rest = rest.divide(five);
        }
        return rest.equals(BigInteger.ONE);
    }
}
