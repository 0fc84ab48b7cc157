package io.turnpike.rating;

import java.util.Arrays;

/**
 * Digit strings and a number for each, searched digit by digit: one array, eleven cells a node (the value, then the node of each
 * next digit). Plain arrays because a search is done for every call; a hash per prefix length is four times slower and a tree map
 * fifteen times; see {@code scripts/bench rating}.
 */
final class DigitTrie {
    static final int NONE = -1;

    private static final int CELLS = 11;
    private static final int FIRST_NODES = 64;

    private int[] cells = new int[FIRST_NODES * CELLS];
    private int nodes = 1;

    /** Stores a value, at least 0, for these digits and returns the one they had, or {@link #NONE}. */
    int put(String digits, int from, int value) {
        int node = 0;
        for (int i = from; i < digits.length(); i++) {
            int cell = node + 1 + (digits.charAt(i) - '0');
            if (cells[cell] == 0) {
                int fresh = newNode(); // first, because it may replace the array
                cells[cell] = fresh;
            }
            node = cells[cell];
        }
        int before = cells[node] - 1;
        cells[node] = value + 1;
        return before;
    }

    /** The node before any digit. */
    int root() {
        return 0;
    }

    /** The node after one more digit, or 0 where no stored string goes on. */
    int next(int node, char digit) {
        return cells[node + 1 + (digit - '0')];
    }

    /** The value stored for the digits that lead here, or {@link #NONE}. */
    int value(int node) {
        return cells[node] - 1;
    }

    /** Length of the longest stored string that these digits begin with, or {@link #NONE}. */
    int longest(String digits, int from) {
        int node = 0;
        int longest = value(0) == NONE ? NONE : 0;
        for (int i = from; i < digits.length(); i++) {
            node = next(node, digits.charAt(i));
            if (node == 0) {
                return longest;
            }
            if (value(node) != NONE) {
                longest = i - from + 1;
            }
        }
        return longest;
    }

    void trim() {
        cells = Arrays.copyOf(cells, nodes * CELLS);
    }

    private int newNode() {
        int offset = Math.multiplyExact(nodes, CELLS);
        if (offset + CELLS > cells.length) {
            cells = Arrays.copyOf(cells, Math.multiplyExact(cells.length, 2));
        }
        nodes++;
        return offset;
    }
}
