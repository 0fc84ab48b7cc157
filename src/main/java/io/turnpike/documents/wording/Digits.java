package io.turnpike.documents.wording;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Digits in groups. */
final class Digits {
    private static final int GROUP = 3;

    private Digits() {}

    /** All digits of a number, those before the point in groups of three. */
    static String grouped(BigDecimal number, char group, char point) {
        String plain = number.toPlainString();
        int start = plain.startsWith("-") ? 1 : 0;
        int end = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
        StringBuilder out = new StringBuilder(plain.length() + 6).append(plain, 0, start);
        for (int i = start; i < end; i++) {
            if (i > start && (end - i) % GROUP == 0) {
                out.append(group);
            }
            out.append(plain.charAt(i));
        }
        if (end < plain.length()) {
            out.append(point).append(plain, end + 1, plain.length());
        }
        return out.toString();
    }

    /** At least two digits. */
    static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    /** An amount in two parts: whole major units, and minor units with leading zeros (empty for a currency without them). */
    record Parts(boolean negative, long major, int minor, String minorDigits) {
        private static final BigInteger LIMIT = BigInteger.TEN.pow(15);

        static Parts of(BigDecimal amount, int decimals) {
            BigDecimal exact = amount.abs().setScale(decimals, java.math.RoundingMode.UNNECESSARY);
            BigInteger[] parts = exact.unscaledValue().divideAndRemainder(BigInteger.TEN.pow(decimals));
            if (parts[0].compareTo(LIMIT) >= 0) {
                throw new ArithmeticException(amount + " is too large to be written in words");
            }
            int minor = parts[1].intValueExact();
            String digits = decimals == 0 ? "" : String.valueOf(minor);
            return new Parts(
                    amount.signum() < 0,
                    parts[0].longValueExact(),
                    minor,
                    "0".repeat(Math.max(0, decimals - digits.length())) + digits);
        }
    }
}
