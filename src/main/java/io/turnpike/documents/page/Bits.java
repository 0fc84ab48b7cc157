package io.turnpike.documents.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits one behind the other, the first in the lowest of the first byte. */
final class Bits {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;
    private long waiting;
    private int count;

    Bits(int room) {
        bytes = new byte[room];
    }

    /** Begins with other bits; has room for so many bytes, each coded as long as can be. */
    Bits(Bits begin, int plain) {
        bytes = Arrays.copyOf(begin.bytes, begin.size + 2 * plain + 32);
        size = begin.size;
        waiting = begin.waiting;
        count = begin.count;
    }

    static long of(int value, int count) {
        return ((long) count << Integer.SIZE) | value;
    }

    static int value(long bits) {
        return (int) bits;
    }

    static int count(long bits) {
        return (int) (bits >> Integer.SIZE);
    }

    void put(long bits) {
        put(value(bits), count(bits));
    }

    void put(int value, int many) {
        waiting |= (long) value << count;
        count += many;
        if (count >= Integer.SIZE) {
            INT.set(bytes, size, (int) waiting);
            size += Integer.BYTES;
            waiting >>>= Integer.SIZE;
            count -= Integer.SIZE;
        }
    }

    /** Fills the last byte and adds a number, its highest byte first. */
    byte[] endWith(int number) {
        LONG.set(bytes, size, waiting);
        size += (count + Byte.SIZE - 1) / Byte.SIZE;
        INT.set(bytes, size, Integer.reverseBytes(number));
        return Arrays.copyOf(bytes, size + Integer.BYTES);
    }
}
