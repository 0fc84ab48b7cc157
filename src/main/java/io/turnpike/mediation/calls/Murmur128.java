package io.turnpike.mediation.calls;

/**
 * MurmurHash3, x64, 128 bits, seed 0 (Austin Appleby, public domain). Keys of call records need few accidental collisions, not
 * secrecy: the key only has to differ among records that start in the same second. SHA-256 in its place halves the rate of
 * decoding.
 */
final class Murmur128 {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long high;
    private long low;

    /** Hashes the first bytes of a buffer; {@link #high} and {@link #low} hold the result. */
    void hash(byte[] bytes, int length) {
        high = 0;
        low = 0;
        int at = 0;
        for (; at + 16 <= length; at += 16) {
            high ^= mixed(word(bytes, at, 8), C1, 31, C2);
            high = (Long.rotateLeft(high, 27) + low) * 5 + 0x52dce729;
            low ^= mixed(word(bytes, at + 8, 8), C2, 33, C1);
            low = (Long.rotateLeft(low, 31) + high) * 5 + 0x38495ab5;
        }
        int rest = length - at;
        low ^= mixed(word(bytes, at + 8, Math.max(0, rest - 8)), C2, 33, C1);
        high ^= mixed(word(bytes, at, Math.min(8, rest)), C1, 31, C2);
        high ^= length;
        low ^= length;
        high += low;
        low += high;
        high = finished(high);
        low = finished(low);
        high += low;
        low += high;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private static long word(byte[] bytes, int from, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            word |= (bytes[from + i] & 0xFFL) << (8 * i);
        }
        return word;
    }

    private static long mixed(long word, long first, int rotation, long second) {
        return Long.rotateLeft(word * first, rotation) * second;
    }

    private static long finished(long word) {
        long mixed = (word ^ (word >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
