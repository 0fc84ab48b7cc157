package io.turnpike.mediation.layout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line ends and zero bytes eight bytes at a time; a loop over single bytes costs as much as all the rest of decoding.
 * Measured by {@code CallDecoderSpeedTest}.
 */
final class ByteSearch {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    /** 2^64 divided by the golden ratio. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private ByteSearch() {}

    /** The place of the first line feed in {@code [from, to)}, or {@code to}. */
    static int lineFeed(byte[] bytes, int from, int to) {
        return first((byte) '\n', bytes, from, to);
    }

    /** The place of the first such byte in {@code [from, to)}, or {@code to}. */
    static int first(byte wanted, byte[] bytes, int from, int to) {
        long pattern = (wanted & 0xFF) * ONES;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long found = zeroBytes((long) LONGS.get(bytes, at) ^ pattern);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return to;
    }

    /** Whether all bytes of {@code [from, to)} are below 0x80. */
    static boolean isAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            seen |= (long) LONGS.get(bytes, at);
        }
        for (; at < to; at++) {
            seen |= bytes[at];
        }
        return (seen & HIGHS) == 0;
    }

    static boolean hasZero(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            if (zeroBytes((long) LONGS.get(bytes, at)) != 0) {
                return true;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The place of the last line feed in {@code [0, to)}, or -1. */
    static int lastLineFeed(byte[] bytes, int to) {
        for (int at = to - 1; at >= 0; at--) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Goes on with a digest: eight bytes at a time, and how many there were. For few accidental collisions, not for secrecy. */
    static long digest(long before, byte[] bytes, int from, int to) {
        long digest = before ^ (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            digest = (Long.rotateLeft(digest, 29) ^ (long) LONGS.get(bytes, at)) * GOLDEN;
        }
        for (; at < to; at++) {
            digest = (Long.rotateLeft(digest, 29) ^ bytes[at]) * GOLDEN;
        }
        return digest ^ (digest >>> 32);
    }

    /** The lowest set bit marks the first zero byte; higher marks may be false. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
