package io.turnpike.mediation.flows;

import java.util.Arrays;

/**
 * Sums of longs by a key. What is added is only put down behind what was; sorting by key brings together what belongs together, when
 * the sums are asked for or much has gathered. A hash table finds the place of each at once, and waits for memory each time: with the hours of
 * 200,000 services it does not fit into the cache. Benchmark: {@code scripts/bench netflow}.
 */
final class LongSums {
    private static final int FIRST = 1 << 10;

    /** So many that have gathered are brought together before there is room for more: what is kept is bounded by the keys. */
    private static final int GATHERED = 1 << 19;

    /** Bits of a key that one pass sorts by: places in 2,048 stretches stay in the nearest cache. */
    private static final int DIGIT_BITS = 11;

    private static final int DIGITS = 1 << DIGIT_BITS;

    /** Entry n is the key at 2n and what was added to it at 2n + 1. */
    private long[] entries;

    private int size;

    /** The first so many entries are in the order of their keys, each key once. */
    private int together;

    LongSums() {
        this(0);
    }

    /** @param expected about how many additions there will be; more are no fault */
    LongSums(int expected) {
        entries = new long[2 * Math.max(FIRST, Math.min(expected, GATHERED))];
    }

    /**
     * Adds to the sum of a key. Overflow is an {@link ArithmeticException}, here or when the sums are asked for.
     *
     * @param key not negative
     */
    void add(long key, long amount) {
        if (2 * size == entries.length) {
            makeRoom();
        }
        entries[2 * size] = key;
        entries[2 * size + 1] = amount;
        size++;
    }

    private void makeRoom() {
        if (size >= GATHERED) {
            bringTogether();
        }
        if (size > entries.length / 4) {
            entries = Arrays.copyOf(entries, Math.multiplyExact(entries.length, 2));
        }
    }

    long get(long key) {
        bringTogether();
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (entries[2 * middle] == key) {
                return entries[2 * middle + 1];
            }
            if (entries[2 * middle] < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    /** How many keys there are. */
    int size() {
        bringTogether();
        return size;
    }

    /** Takes a key and its sum. */
    @FunctionalInterface
    interface Taker {
        void take(long key, long sum);
    }

    /** Hands over all sums, their keys in rising order. */
    void inOrder(Taker taker) {
        bringTogether();
        for (int at = 0; at < 2 * size; at += 2) {
            taker.take(entries[at], entries[at + 1]);
        }
    }

    /** One entry for each key, in their order. */
    private void bringTogether() {
        if (together == size) {
            return;
        }
        sort();
        int last = 0;
        for (int at = 2; at < 2 * size; at += 2) {
            if (entries[at] == entries[last]) {
                entries[last + 1] = Math.addExact(entries[last + 1], entries[at + 1]);
            } else {
                last += 2;
                entries[last] = entries[at];
                entries[last + 1] = entries[at + 1];
            }
        }
        size = last / 2 + 1;
        together = size;
    }

    /** By digits of the keys, the lowest first; each begins with the lowest bit that is not the same in all keys. */
    private void sort() {
        long differing = 0;
        for (int at = 0; at < 2 * size; at += 2) {
            differing |= entries[at] ^ entries[0];
        }
        long[] from = entries;
        long[] to = new long[entries.length];
        int[] places = new int[DIGITS];
        while (differing != 0) {
            int shift = Long.numberOfTrailingZeros(differing);
            differing =
                    shift + DIGIT_BITS >= Long.SIZE ? 0 : differing >>> (shift + DIGIT_BITS) << (shift + DIGIT_BITS);
            pass(from, to, shift, places);
            long[] before = from;
            from = to;
            to = before;
        }
        entries = from;
    }

    private void pass(long[] from, long[] to, int shift, int[] places) {
        Arrays.fill(places, 0);
        for (int at = 0; at < 2 * size; at += 2) {
            places[digit(from[at], shift)]++;
        }
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = places[digit];
            places[digit] = place;
            place += 2 * count;
        }
        for (int at = 0; at < 2 * size; at += 2) {
            int digit = digit(from[at], shift);
            int target = places[digit];
            to[target] = from[at];
            to[target + 1] = from[at + 1];
            places[digit] = target + 2;
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }
}
