package io.turnpike.documents.page;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;

/** Compression of PDF streams. Safe for any number of threads. */
final class Deflate {
    /** Level 1 is a third faster than 9 and costs 2.5 % in size. */
    private static final int LEVEL = 1;

    /** Of threads that render at the same time there are no more; where there are, their compressors are not kept. */
    private static final int MOST_KEPT = 16;

    /**
     * Compressors that are not in use: each has a quarter of a megabyte outside of the heap, and to have the system hand that out anew,
     * empty, takes longer than to compress a font (benchmark {@code DocumentsBenchmark}).
     */
    private static final ArrayBlockingQueue<Deflater> KEPT = new ArrayBlockingQueue<>(MOST_KEPT);

    private Deflate() {}

    static byte[] bytes(byte[] plain) {
        return bytes(plain, plain.length);
    }

    /** Compresses the first bytes of an array. */
    static byte[] bytes(byte[] plain, int length) {
        Deflater kept = KEPT.poll();
        Deflater deflater = kept == null ? new Deflater(LEVEL) : kept;
        try {
            return bytes(deflater, plain, length);
        } finally {
            deflater.reset();
            if (!KEPT.offer(deflater)) {
                deflater.end();
            }
        }
    }

    private static byte[] bytes(Deflater deflater, byte[] plain, int length) {
        deflater.setInput(plain, 0, length);
        deflater.finish();
        byte[] packed = new byte[length / 2 + 128];
        int size = 0;
        while (!deflater.finished()) {
            if (size == packed.length) {
                packed = Arrays.copyOf(packed, 2 * size);
            }
            size += deflater.deflate(packed, size, packed.length - size);
        }
        return Arrays.copyOf(packed, size);
    }
}
