package io.turnpike.documents.page;

import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;

/** A canonical Huffman code (RFC 1951, 3.2.2). */
final class HuffmanCode {
    /** The longest word of literals, lengths and distances. */
    static final int LONGEST = 15;

    private final int[] lengths;
    private final long[] bits;

    private HuffmanCode(int[] lengths) {
        this.lengths = lengths;
        this.bits = new long[lengths.length];
        int next = 0;
        for (int length = 1; length <= LONGEST; length++) {
            next <<= 1;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    bits[symbol] = Bits.of(Integer.reverse(next++) >>> (Integer.SIZE - length), length);
                }
            }
        }
    }

    /** The best code whose longest word is short enough; symbols that never occur have none. */
    static HuffmanCode of(int[] occurrences, int mostBits) {
        int[] weights = occurrences.clone();
        int[] lengths = lengths(weights);
        while (Arrays.stream(lengths).max().orElse(0) > mostBits) {
            Arrays.setAll(weights, symbol -> weights[symbol] - weights[symbol] / 2);
            lengths = lengths(weights);
        }
        return new HuffmanCode(lengths);
    }

    private static int[] lengths(int[] weights) {
        int[] lengths = new int[weights.length];
        PriorityQueue<Tree> trees = new PriorityQueue<>();
        for (int symbol = 0; symbol < weights.length; symbol++) {
            if (weights[symbol] > 0) {
                trees.add(Tree.of(symbol, weights[symbol]));
            }
        }
        while (trees.size() > 1) {
            Tree joined = Tree.of(trees.remove(), trees.remove());
            joined.symbols.stream().forEach(symbol -> lengths[symbol]++);
            trees.add(joined);
        }
        return lengths;
    }

    /** Symbols whose words begin alike. */
    private record Tree(long weight, BitSet symbols) implements Comparable<Tree> {
        static Tree of(int symbol, long weight) {
            BitSet symbols = new BitSet();
            symbols.set(symbol);
            return new Tree(weight, symbols);
        }

        static Tree of(Tree one, Tree other) {
            BitSet symbols = (BitSet) one.symbols.clone();
            symbols.or(other.symbols);
            return new Tree(one.weight + other.weight, symbols);
        }

        @Override
        public int compareTo(Tree other) {
            return Long.compare(weight, other.weight);
        }
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    long bits(int symbol) {
        return bits[symbol];
    }
}
