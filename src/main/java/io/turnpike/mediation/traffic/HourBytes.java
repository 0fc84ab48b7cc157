package io.turnpike.mediation.traffic;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of each hour of a day, packed: which hours hold any (bit 0 the first), then the sums of those, every number in groups of
 * seven bits, low first, the top bit of a byte telling that more follow. A day of 24 hours of some megabytes takes about 100 bytes.
 */
public final class HourBytes {
    /** A day has at most so many: 24, and two where clocks go back by two hours (Antarctica/Troll). */
    public static final int MOST_HOURS = 26;

    private static final int GROUP_BITS = 7;
    private static final int GROUP = (1 << GROUP_BITS) - 1;
    private static final int MORE = 1 << GROUP_BITS;

    private HourBytes() {}

    /** Packs sums by the hour's place in its day. */
    public static byte[] pack(long[] hours) {
        Packed out = new Packed();
        put(out, hours);
        return out.toByteArray();
    }

    /** The sums by the hour's place in its day, {@link #MOST_HOURS} of them. */
    public static long[] unpack(byte[] packed) {
        return hours(ByteBuffer.wrap(packed));
    }

    /** Bytes that are written one after the other; a {@link java.io.ByteArrayOutputStream} locks itself for each of them. */
    static final class Packed {
        private static final int FIRST_BYTES = 128;
        private static final int LONGEST_NUMBER = 10;

        private byte[] bytes = new byte[FIRST_BYTES];
        private int size;

        void put(long number) {
            if (size + LONGEST_NUMBER > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            long left = number;
            while (left > GROUP) {
                bytes[size++] = (byte) ((left & GROUP) | MORE);
                left >>>= GROUP_BITS;
            }
            bytes[size++] = (byte) left;
        }

        byte[] toByteArray() {
            return Arrays.copyOf(bytes, size);
        }
    }

    static void put(Packed out, long[] hours) {
        long mask = 0;
        for (int i = 0; i < hours.length; i++) {
            if (hours[i] < 0) {
                throw new IllegalArgumentException("traffic cannot be negative: " + hours[i]);
            }
            mask |= hours[i] == 0 ? 0 : 1L << i;
        }
        out.put(mask);
        for (long bytes : hours) {
            if (bytes != 0) {
                out.put(bytes);
            }
        }
    }

    static long[] hours(ByteBuffer in) {
        long[] hours = new long[MOST_HOURS];
        long mask = number(in);
        for (int i = 0; i < MOST_HOURS; i++) {
            if ((mask >>> i & 1) != 0) {
                hours[i] = number(in);
            }
        }
        return hours;
    }

    static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
            int group = in.get();
            number |= (long) (group & GROUP) << shift;
            if ((group & MORE) == 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a packed number has more than 64 bits");
    }
}
