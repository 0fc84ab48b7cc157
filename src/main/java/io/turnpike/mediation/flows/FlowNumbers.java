package io.turnpike.mediation.flows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers from bytes. Results below zero say why there is none. */
final class FlowNumbers {
    static final long BAD = -1;
    /** {@code 3.9 M}. */
    static final long SCALED = -2;

    /** 18 digits always fit into a long. */
    private static final int MOST_DIGITS = 18;

    private static final Pattern SCALED_FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?([KMGT])");
    /** nfdump's and IOS's letters are powers of 1000. */
    private static final String LETTERS = "KMGT";

    private static final Pattern CLOCK_FORM =
            Pattern.compile("(?:(\\d{1,3})d ?)?(\\d{1,3}):(\\d{2}):(\\d{2})(?:\\.(\\d{3}))?");

    private FlowNumbers() {}

    /** A whole number. */
    static long whole(byte[] b, int from, int to) {
        if (to - from > MOST_DIGITS || from >= to) {
            return BAD;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return SCALED_FORM.matcher(text(b, from, to)).matches() ? SCALED : BAD;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The middle of what a scaled number may stand for. */
    static long scaled(byte[] b, int from, int to) {
        Matcher form = SCALED_FORM.matcher(text(b, from, to));
        if (!form.matches()) {
            return BAD;
        }
        int power = 3 * (LETTERS.indexOf(form.group(2)) + 1);
        return new BigDecimal(form.group(1)).movePointRight(power).longValue();
    }

    /** Seconds with or without a fraction, or {@code 1d 02:03:04.500}, in milliseconds. */
    static long secondsAsMillis(byte[] b, int from, int to) {
        int dot = from;
        while (dot < to && b[dot] != '.') {
            dot++;
        }
        long seconds = whole(b, from, dot);
        int millis = dot == to ? 0 : LocalClock.fraction(b, dot, to);
        if (seconds < 0 || seconds > Long.MAX_VALUE / 10_000 || millis < 0) {
            return clock(text(b, from, to));
        }
        return seconds * 1000 + millis;
    }

    private static long clock(String text) {
        Matcher form = CLOCK_FORM.matcher(text);
        if (!form.matches()) {
            return BAD;
        }
        long days = form.group(1) == null ? 0 : Long.parseLong(form.group(1));
        long minutes = (days * 24 + Long.parseLong(form.group(2))) * 60 + Long.parseLong(form.group(3));
        long millis = form.group(5) == null ? 0 : Long.parseLong(form.group(5));
        return (minutes * 60 + Long.parseLong(form.group(4))) * 1000 + millis;
    }

    static String text(byte[] b, int from, int to) {
        return new String(b, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
    }
}
