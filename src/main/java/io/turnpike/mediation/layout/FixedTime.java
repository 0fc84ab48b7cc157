package io.turnpike.mediation.layout;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time pattern of nothing but two-digit fields, a four-digit year and bytes that stand for themselves, such as
 * {@code yyyy-MM-dd HH:mm:ss}: every field has one place, so that no token is looked at. What does not fit here may still fit the
 * pattern (two blanks for one). Worth a tenth of decoding; see {@code scripts/bench rating}.
 */
final class FixedTime {
    private static final String TWO_DIGITS = "MdHms";
    private static final int ABSENT = -1;

    private final int length;
    private final int[] literalPlaces;
    private final byte[] literals;
    private final int year;
    private final int[] fields = new int[TWO_DIGITS.length()];

    private int bad;

    private FixedTime(List<TimePattern.Token> tokens) {
        int[] places = new int[tokens.size()];
        byte[] bytes = new byte[tokens.size()];
        int many = 0;
        int at = 0;
        int yearAt = ABSENT;
        Arrays.fill(fields, ABSENT);
        for (TimePattern.Token token : tokens) {
            if (token.width() == 0) {
                places[many] = at;
                bytes[many++] = (byte) token.letter();
                at++;
            } else {
                if (token.letter() == 'y') {
                    yearAt = at;
                } else {
                    fields[TWO_DIGITS.indexOf(token.letter())] = at;
                }
                at += token.width();
            }
        }
        this.length = at;
        this.year = yearAt;
        this.literalPlaces = Arrays.copyOf(places, many);
        this.literals = Arrays.copyOf(bytes, many);
    }

    /** {@code null} where the pattern has other fields, or any that may be missing or shorter. */
    static @Nullable FixedTime of(List<TimePattern.Token> tokens) {
        for (TimePattern.Token token : tokens) {
            boolean literal = token.width() == 0 && token.letter() < 0x80;
            boolean two = token.width() == 2 && TWO_DIGITS.indexOf(token.letter()) >= 0;
            boolean four = token.width() == 4 && token.letter() == 'y';
            if (!literal && !two && !four) {
                return null;
            }
        }
        return tokens.isEmpty() ? null : new FixedTime(tokens);
    }

    /** Whether the length and the bytes that stand for themselves are right; {@link #wellRead} says whether the digits were. */
    boolean fits(byte[] bytes, int from, int to) {
        bad = 0;
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < literals.length; i++) {
            if (bytes[from + literalPlaces[i]] != literals[i]) {
                return false;
            }
        }
        return true;
    }

    int year(byte[] bytes, int from) {
        return two(bytes, from + year) * 100 + two(bytes, from + year + 2);
    }

    int month(byte[] bytes, int from) {
        return two(bytes, from + fields[0]);
    }

    int day(byte[] bytes, int from) {
        return two(bytes, from + fields[1]);
    }

    int hour(byte[] bytes, int from) {
        return two(bytes, from + fields[2]);
    }

    int minute(byte[] bytes, int from) {
        return two(bytes, from + fields[3]);
    }

    /** 0 where the pattern has no seconds. */
    int second(byte[] bytes, int from) {
        return fields[4] == ABSENT ? 0 : two(bytes, from + fields[4]);
    }

    /** Whether all fields asked for since {@link #fits} were digits. */
    boolean wellRead() {
        return bad >= 0;
    }

    private int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        bad |= tens | ones | (9 - tens) | (9 - ones);
        return tens * 10 + ones;
    }
}
