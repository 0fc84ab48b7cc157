package io.turnpike.documents.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.Adler32;

/**
 * Compression of many streams that are alike, such as the same font's outlines again and again: one block of "deflate" (RFC 1951, 3.2.7)
 * within "zlib" (RFC 1950), whose Huffman codes are made once, of a sample. What a stream repeats is looked for at one place only.
 *
 * <p>Of a document's time in {@link java.util.zip.Deflater} most went into making codes anew for streams of a few kilobytes and into
 * searching repetitions that hardly are there (benchmark {@code documents}). Any bytes can be compressed, those unlike the sample less.
 * Safe for any number of threads.
 */
final class SampledDeflate {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int END = 256;
    private static final int LITERALS_AND_LENGTHS = 286;
    private static final int DISTANCES = 30;

    /** Repetitions are found by four bytes; the format has shorter ones, which save little. */
    private static final int SHORTEST = 4;

    private static final int LONGEST = 258;
    private static final int FARTHEST = 1 << 15;

    private static final int HASH_BITS = 12;
    private static final int HASH = 0x9E3779B1;

    /** Of the lengths of codes: the last one three to six times more. */
    private static final int REPEATED = 16;

    private static final int LEAST_REPEATED = 3;
    private static final int MOST_REPEATED = 6;

    private static final int ZLIB_HEADER = 0x0178;

    /** Bits to be written: the value in the lower half, above it how many. */
    private final long[] literals = new long[END + 1];

    private final long[] lengths = new long[LONGEST + 1];
    private final HuffmanCode distances;

    /** The block's head, which tells the codes: the same for every stream. */
    private final Bits head = new Bits(512);

    private SampledDeflate(HuffmanCode symbols, HuffmanCode distances) {
        this.distances = distances;
        for (int symbol = 0; symbol <= END; symbol++) {
            literals[symbol] = symbols.bits(symbol);
        }
        for (int length = SHORTEST; length <= LONGEST; length++) {
            lengths[length] = ofLength(symbols, length);
        }
        head.put(ZLIB_HEADER, Short.SIZE);
        writeCodes(symbols, distances);
    }

    /** Codes for streams that are like this sample. */
    static SampledDeflate of(byte[] sample) {
        int[] symbols = new int[LITERALS_AND_LENGTHS];
        int[] distances = new int[DISTANCES];
        Arrays.fill(symbols, 1);
        Arrays.fill(distances, 1);
        search(sample, sample.length, new Found() {
            @Override
            public void literal(int value) {
                symbols[value]++;
            }

            @Override
            public void repetition(int length, int distance) {
                symbols[lengthSymbol(length)]++;
                distances[distanceSymbol(distance)]++;
            }
        });
        return new SampledDeflate(
                HuffmanCode.of(symbols, HuffmanCode.LONGEST), HuffmanCode.of(distances, HuffmanCode.LONGEST));
    }

    byte[] bytes(byte[] plain) {
        return bytes(plain, plain.length);
    }

    /** Compresses the first bytes of an array. */
    byte[] bytes(byte[] plain, int size) {
        Bits out = new Bits(head, size);
        search(plain, size, new Found() {
            @Override
            public void literal(int value) {
                out.put(literals[value]);
            }

            @Override
            public void repetition(int length, int distance) {
                out.put(lengths[length]);
                int symbol = distanceSymbol(distance);
                out.put(distances.bits(symbol));
                int more = moreBitsOfDistance(symbol);
                out.put((distance - 1) & ((1 << more) - 1), more);
            }
        });
        out.put(literals[END]);
        Adler32 sum = new Adler32();
        sum.update(plain, 0, size);
        return out.endWith((int) sum.getValue());
    }

    /** What a stream is cut into. */
    private interface Found {
        void literal(int value);

        void repetition(int length, int distance);
    }

    private static void search(byte[] plain, int size, Found found) {
        int[] places = new int[1 << HASH_BITS]; // where four bytes stood last, counted from 1
        int fours = size - SHORTEST;
        int at = 0;
        while (at <= fours) {
            int four = (int) INT.get(plain, at);
            int slot = slot(four);
            int before = places[slot] - 1;
            places[slot] = at + 1;
            if (before >= 0 && at - before <= FARTHEST && (int) INT.get(plain, before) == four) {
                int end = Math.min(at + LONGEST, size);
                int length = SHORTEST;
                while (at + length < end && plain[before + length] == plain[at + length]) {
                    length++;
                }
                found.repetition(length, at - before);
                end = at + length;
                while (++at < end) {
                    if (at <= fours) {
                        places[slot((int) INT.get(plain, at))] = at + 1;
                    }
                }
            } else {
                found.literal(plain[at++] & 0xff);
            }
        }
        while (at < size) {
            found.literal(plain[at++] & 0xff);
        }
    }

    private static int slot(int four) {
        return (four * HASH) >>> (Integer.SIZE - HASH_BITS);
    }

    /** The codes' lengths, coded themselves (RFC 1951, 3.2.7). */
    private void writeCodes(HuffmanCode symbols, HuffmanCode ofDistances) {
        int[] order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
        int[] lengths = IntStream.concat(
                        IntStream.range(0, LITERALS_AND_LENGTHS).map(symbols::length),
                        IntStream.range(0, DISTANCES).map(ofDistances::length))
                .toArray();
        int[] used = new int[order.length];
        tell(lengths, (symbol, more) -> used[symbol]++);
        HuffmanCode ofLengths = HuffmanCode.of(used, 7);
        head.put(1, 1); // the last block
        head.put(2, 2); // with codes of its own
        head.put(LITERALS_AND_LENGTHS - 257, 5);
        head.put(DISTANCES - 1, 5);
        head.put(order.length - 4, 4);
        for (int length : order) {
            head.put(ofLengths.length(length), 3);
        }
        tell(lengths, (symbol, more) -> {
            head.put(ofLengths.bits(symbol));
            if (symbol == REPEATED) {
                head.put(more - LEAST_REPEATED, 2);
            }
        });
    }

    private interface Told {
        /** @param more of {@link #REPEATED}: how often */
        void length(int symbol, int more);
    }

    private static void tell(int[] lengths, Told told) {
        int at = 0;
        while (at < lengths.length) {
            int same = 0;
            while (same < MOST_REPEATED && at + same < lengths.length && lengths[at + same] == lengths[at]) {
                same++;
            }
            if (at > 0 && lengths[at - 1] == lengths[at] && same >= LEAST_REPEATED) {
                told.length(REPEATED, same);
                at += same;
            } else {
                told.length(lengths[at++], 0);
            }
        }
    }

    /** The bits of a length: its symbol's and, where a symbol is for several, which of them (RFC 1951, 3.2.5). */
    private static long ofLength(HuffmanCode symbols, int length) {
        int symbol = lengthSymbol(length);
        long code = symbols.bits(symbol);
        int more = length == LONGEST ? 0 : moreBits(length - 3, 2);
        int which = (length - 3) & ((1 << more) - 1);
        return Bits.of(Bits.value(code) | (which << Bits.count(code)), Bits.count(code) + more);
    }

    private static int lengthSymbol(int length) {
        return length == LONGEST ? LITERALS_AND_LENGTHS - 1 : END + 1 + group(length - 3, 2);
    }

    private static int distanceSymbol(int distance) {
        return group(distance - 1, 1);
    }

    private static int moreBitsOfDistance(int symbol) {
        return Math.max(0, (symbol >> 1) - 1);
    }

    /** The group of a value where each power of two from {@code 2^bits} on has {@code 2^bits} groups. */
    private static int group(int value, int bits) {
        int more = moreBits(value, bits);
        return (more << bits) + (value >> more);
    }

    private static int moreBits(int value, int bits) {
        return Math.max(0, Integer.SIZE - 1 - bits - Integer.numberOfLeadingZeros(value));
    }
}
