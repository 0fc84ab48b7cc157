package io.turnpike.demo;

/**
 * Numbers that look thrown and follow from where one begins: SplitMix64 (Steele, Lea, Flood, <i>Fast Splittable Pseudorandom Number
 * Generators</i>, 2014, figure 16). Not for two threads at once.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice of one thing of the demo: the same seed and words, the same throws. */
    static Dice of(long seed, long what, long which) {
        return new Dice(mixed(mixed(mixed(seed + GOLDEN) + what) + which));
    }

    /** A whole number from 0 up to, not including, {@code bound}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    /** One of these. */
    <T> T oneOf(T[] values) {
        return values[below(values.length)];
    }

    long next() {
        state += GOLDEN;
        return mixed(state);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
