package io.turnpike.mediation.layout;

import java.util.Arrays;

/** Numbers written in ASCII digits, read from bytes without making strings. */
public final class FieldNumbers {
    /** The answer for what is no number; no field of a usage record is that small. */
    public static final long BAD = Long.MIN_VALUE;
    /** One whole unit in the answer of {@link #micros}. */
    public static final long MICROS = 1_000_000;

    private static final int MOST_DIGITS = 18;
    private static final int MICRO_DIGITS = 6;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    /** What may be multiplied by each power. */
    private static final long[] MOST_SCALED =
            Arrays.stream(POWERS).map(power -> Long.MAX_VALUE / power).toArray();

    private FieldNumbers() {}

    /** A whole number with an optional sign; {@link #BAD} for anything else and for more than 18 digits. */
    public static long wholeNumber(byte[] bytes, int from, int to) {
        int at = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
        if (at == to || to - at > MOST_DIGITS) {
            return BAD;
        }
        long value = 0;
        for (int i = at; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            value = value * 10 + digit;
        }
        return bytes[from] == '-' ? -value : value;
    }

    /**
     * A number with decimals after a dot or a comma, in millionths; {@link #BAD} for anything else, for digits beyond the sixth
     * decimal that are not zero, and for more than a long holds.
     *
     * @param impliedDecimals how many of the last digits are decimals although no dot is written; with a dot, they are as written
     */
    public static long micros(byte[] bytes, int from, int to, int impliedDecimals) {
        int dot = from;
        while (dot < to && bytes[dot] != '.' && bytes[dot] != ',') {
            dot++;
        }
        if (dot == to) {
            long whole = wholeNumber(bytes, from, to);
            return whole == BAD ? BAD : scaled(whole, MICRO_DIGITS - impliedDecimals);
        }
        int lastUsed = Math.min(to, dot + 1 + MICRO_DIGITS);
        for (int i = lastUsed; i < to; i++) {
            if (bytes[i] != '0') {
                return BAD;
            }
        }
        boolean negative = bytes[from] == '-';
        boolean signed = negative || bytes[from] == '+';
        boolean noWhole = dot == from + (signed ? 1 : 0);
        long whole = noWhole ? 0 : wholeNumber(bytes, from, dot);
        long decimals = lastUsed == dot + 1 ? 0 : digits(bytes, dot + 1, lastUsed);
        if (whole == BAD || decimals == BAD || (noWhole && lastUsed == dot + 1)) {
            return BAD;
        }
        long micros = scaled(whole, MICRO_DIGITS);
        long rest = scaled(decimals, MICRO_DIGITS - (lastUsed - dot - 1));
        return micros == BAD || Math.abs(micros) > Long.MAX_VALUE - MICROS
                ? BAD
                : negative ? micros - rest : micros + rest;
    }

    private static long digits(byte[] bytes, int from, int to) {
        return bytes[from] == '-' || bytes[from] == '+' ? BAD : wholeNumber(bytes, from, to);
    }

    private static long scaled(long value, int zeros) {
        return value > MOST_SCALED[zeros] || value < -MOST_SCALED[zeros] ? BAD : value * POWERS[zeros];
    }
}
