package io.turnpike.mediation.flows;

import java.util.Arrays;

/**
 * Sums of longs by a key: one flat array with open addressing, a key and its sum side by side so that finding and adding touch one
 * line of the cache. What it holds is bounded by what was added, not by services times hours: a range of a file touches a small part of
 * them, and an array over all of them costs more to clear than the range to read. Benchmark: {@code scripts/bench netflow}.
 */
final class LongSums {
    private static final int FIRST_SLOTS = 1 << 10;
    /** No key is this: keys are not negative. */
    private static final long EMPTY = -1;

    private static final int BYTE_VALUES = 256;
    private static final int BYTE = BYTE_VALUES - 1;

    /** Slot n is the key at 2n and its sum at 2n + 1. */
    private long[] slots;

    private int size;

    LongSums() {
        this(0);
    }

    /** @param expected about how many keys there will be; more are no fault */
    LongSums(int expected) {
        slots = emptySlots(Math.max(FIRST_SLOTS, Integer.highestOneBit(Math.max(1, expected)) << 2));
    }

    private static long[] emptySlots(int count) {
        long[] slots = new long[Math.multiplyExact(count, 2)];
        Arrays.fill(slots, EMPTY);
        return slots;
    }

    /** Adds to the sum of a key; overflow is an {@link ArithmeticException}. */
    void add(long key, long amount) {
        int at = placeOf(key);
        if (slots[at] == key) {
            slots[at + 1] = Math.addExact(slots[at + 1], amount);
            return;
        }
        if (size >= slots.length >> 2) {
            grow();
            at = placeOf(key);
        }
        slots[at] = key;
        slots[at + 1] = amount;
        size++;
    }

    long get(long key) {
        int at = placeOf(key);
        return slots[at] == key ? slots[at + 1] : 0;
    }

    int size() {
        return size;
    }

    /** Takes a key and its sum. */
    @FunctionalInterface
    interface Taker {
        void take(long key, long sum);
    }

    /** Hands over all sums, their keys in rising order. */
    void inOrder(Taker taker) {
        long[] keys = new long[size];
        long[] sums = new long[size];
        long differing = 0;
        int n = 0;
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at] != EMPTY) {
                keys[n] = slots[at];
                sums[n] = slots[at + 1];
                differing |= keys[n++] ^ keys[0];
            }
        }
        sort(keys, sums, differing);
        for (int i = 0; i < n; i++) {
            taker.take(keys[i], sums[i]);
        }
    }

    /**
     * Sorts by the bytes of the keys, lowest first, passing over those that are the same in all. Sorting the keys alone and looking up
     * each sum costs twice as much: nearly every look-up misses the cache.
     */
    private static void sort(long[] keys, long[] sums, long differing) {
        long[] fromKeys = keys;
        long[] fromSums = sums;
        long[] toKeys = new long[keys.length];
        long[] toSums = new long[keys.length];
        int[] places = new int[BYTE_VALUES + 1];
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            if (((differing >>> shift) & BYTE) == 0) {
                continue;
            }
            Arrays.fill(places, 0);
            for (long key : fromKeys) {
                places[(int) ((key >>> shift) & BYTE) + 1]++;
            }
            for (int value = 0; value < BYTE_VALUES; value++) {
                places[value + 1] += places[value];
            }
            for (int i = 0; i < fromKeys.length; i++) {
                int place = places[(int) ((fromKeys[i] >>> shift) & BYTE)]++;
                toKeys[place] = fromKeys[i];
                toSums[place] = fromSums[i];
            }
            long[] keysBefore = fromKeys;
            long[] sumsBefore = fromSums;
            fromKeys = toKeys;
            fromSums = toSums;
            toKeys = keysBefore;
            toSums = sumsBefore;
        }
        if (fromKeys != keys) {
            System.arraycopy(fromKeys, 0, keys, 0, keys.length);
            System.arraycopy(fromSums, 0, sums, 0, sums.length);
        }
    }

    private int placeOf(long key) {
        int mask = slots.length - 2;
        int at = ((int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) << 1) & mask;
        while (slots[at] != key && slots[at] != EMPTY) {
            at = (at + 2) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        slots = emptySlots(old.length);
        for (int from = 0; from < old.length; from += 2) {
            if (old[from] != EMPTY) {
                int at = placeOf(old[from]);
                slots[at] = old[from];
                slots[at + 1] = old[from + 1];
            }
        }
    }
}
