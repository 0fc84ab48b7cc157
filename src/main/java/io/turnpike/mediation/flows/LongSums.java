package io.turnpike.mediation.flows;

import java.util.Arrays;

/**
 * Sums of longs by a key, in two flat arrays with open addressing. What it holds is bounded by what was added, not by services
 * times hours: a range of a file touches a small part of them, and an array over all of them costs more to clear than the range to
 * read. Benchmark: {@code scripts/bench netflow}.
 */
final class LongSums {
    private static final int FIRST_SLOTS = 1 << 10;
    /** No key is this: keys are not negative. */
    private static final long EMPTY = -1;

    private long[] keys = new long[FIRST_SLOTS];
    private long[] sums = new long[FIRST_SLOTS];
    private int size;

    LongSums() {
        Arrays.fill(keys, EMPTY);
    }

    /** Adds to the sum of a key; overflow is an {@link ArithmeticException}. */
    void add(long key, long amount) {
        int slot = slotOf(key);
        if (keys[slot] == key) {
            sums[slot] = Math.addExact(sums[slot], amount);
            return;
        }
        if (size >= keys.length >> 1) {
            grow();
            slot = slotOf(key);
        }
        keys[slot] = key;
        sums[slot] = amount;
        size++;
    }

    long get(long key) {
        int slot = slotOf(key);
        return keys[slot] == key ? sums[slot] : 0;
    }

    int size() {
        return size;
    }

    /** The keys in rising order. */
    long[] sortedKeys() {
        long[] found = new long[size];
        int n = 0;
        for (long key : keys) {
            if (key != EMPTY) {
                found[n++] = key;
            }
        }
        Arrays.sort(found);
        return found;
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
        while (keys[slot] != key && keys[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldSums = sums;
        keys = new long[oldKeys.length * 2];
        sums = new long[oldKeys.length * 2];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                sums[slot] = oldSums[i];
            }
        }
    }
}
