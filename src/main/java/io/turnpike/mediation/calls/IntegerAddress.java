package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.FieldNumbers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An IPv4 address that a column holds as a whole number of 32 bits, with or without sign. 0 is no address. */
enum IntegerAddress {
    /** The first octet is the highest: 203.0.113.7 is 3405803783, or -889163513. */
    BIG_ENDIAN,
    /** The first octet is the lowest: 203.0.113.7 is 124846283. */
    LITTLE_ENDIAN;

    static final Map<String, IntegerAddress> WORDS = Map.of("big-endian", BIG_ENDIAN, "little-endian", LITTLE_ENDIAN);

    private static final long MOST = (1L << Integer.SIZE) - 1;

    /** The four octets with dots between; empty for an empty field and 0, null for what is no such number. */
    @Nullable String dotted(byte[] bytes, int from, int to) {
        if (from == to) {
            return "";
        }
        long number = FieldNumbers.wholeNumber(bytes, from, to);
        if (number == FieldNumbers.BAD || number < Integer.MIN_VALUE || number > MOST) {
            return null;
        }
        int word = this == BIG_ENDIAN ? (int) number : Integer.reverseBytes((int) number);
        return word == 0
                ? ""
                : (word >>> 24) + "." + (word >>> 16 & 0xFF) + "." + (word >>> 8 & 0xFF) + "." + (word & 0xFF);
    }
}
