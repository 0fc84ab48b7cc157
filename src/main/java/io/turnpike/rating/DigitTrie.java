package io.turnpike.rating;

import java.util.Arrays;

/**
 * Digit strings and a number for each, searched digit by digit. A node is eleven cells of one array: the value, then what comes
 * after each next digit: nothing, a node, or a leaf, which is the only string that goes on there, its value with the rest of its
 * digits. So a search touches few places in memory however long the strings are: each may be one the processor has to wait for, and it
 * is done for every call; see {@code scripts/bench rating}.
 */
final class DigitTrie {
    static final int NONE = -1;
    /** For {@link #longest}: strings of every length. */
    static final int ANY_LENGTH = Integer.MAX_VALUE;

    private static final int CELLS = 11;
    private static final int FIRST_NODES = 64;

    /** A digit of a packed rest takes four bits, the first in the lowest; what is behind the last is {@link #END}. */
    private static final int BITS = 4;

    private static final int END = 0xF;
    private static final int NO_REST = -1;
    private static final int MOST_PACKED = Integer.SIZE / BITS;

    /** A cell below zero is a leaf: its value, and above that the packed rest. */
    private static final int VALUE_BITS = 31;

    private long[] cells = new long[FIRST_NODES * CELLS];
    private int nodes = 1;

    /** Stores a value, at least 0, for these digits and returns the one they had, or {@link #NONE}. */
    int put(String digits, int from, int value) {
        int node = 0;
        for (int i = from; i < digits.length(); i++) {
            int cell = node + 1 + (digits.charAt(i) - '0');
            long next = cells[cell];
            boolean packs = digits.length() - i - 1 <= MOST_PACKED;
            int rest = packs ? packed(digits, i + 1) : NO_REST;
            if (packs && next == 0) {
                cells[cell] = leaf(rest, value);
                return NONE;
            }
            if (packs && next < 0 && restOf(next) == rest) {
                int before = valueOf(next);
                cells[cell] = leaf(rest, value);
                return before;
            }
            node = next > 0 ? (int) next : branch(cell, next);
        }
        int before = (int) (cells[node] - 1);
        cells[node] = value + 1L;
        return before;
    }

    /** Puts a node in the place of nothing or of a leaf, which goes one digit down. */
    private int branch(int cell, long before) {
        int fresh = newNode(); // first, because it may replace the array
        cells[cell] = fresh;
        if (before < 0) {
            int rest = restOf(before);
            if (rest == NO_REST) {
                cells[fresh] = valueOf(before) + 1L;
            } else {
                cells[fresh + 1 + (rest & END)] = leaf(next(rest), valueOf(before));
            }
        }
        return fresh;
    }

    /**
     * The longest stored string that these digits begin with.
     *
     * @param most no longer than so many digits
     * @return what {@link #value} and {@link #length} take apart; {@link #NONE} where there is none
     */
    long longest(String digits, int from, int most) {
        long longest = NONE;
        int node = 0;
        int end = from + Math.min(digits.length() - from, most);
        for (int i = from; ; i++) {
            if (cells[node] != 0) {
                longest = found(i - from, (int) (cells[node] - 1));
            }
            if (i >= end) {
                return longest;
            }
            long next = cells[node + 1 + (digits.charAt(i) - '0')];
            if (next <= 0) {
                int length = next == 0 ? -1 : lengthOf(restOf(next), digits, i + 1, end);
                return length < 0 ? longest : found(i + 1 - from + length, valueOf(next));
            }
            node = (int) next;
        }
    }

    /** How long a found string is. */
    static int length(long found) {
        return (int) (found >> Integer.SIZE);
    }

    /** The value of a found string. */
    static int value(long found) {
        return (int) found;
    }

    private static long found(int length, int value) {
        return (long) length << Integer.SIZE | value;
    }

    /** How long a rest is, if the digits go on with it; otherwise -1. */
    private static int lengthOf(int rest, String digits, int from, int end) {
        int at = from;
        for (int left = rest; left != NO_REST; left = next(left)) {
            if (at == end || digits.charAt(at) - '0' != (left & END)) {
                return -1;
            }
            at++;
        }
        return at - from;
    }

    private static int next(int rest) {
        return rest >>> BITS | END << (Integer.SIZE - BITS);
    }

    private static int packed(String digits, int from) {
        int rest = NO_REST;
        for (int i = digits.length() - 1; i >= from; i--) {
            rest = rest << BITS | (digits.charAt(i) - '0');
        }
        return rest;
    }

    /** Gives back what was kept for growth. */
    void trim() {
        cells = Arrays.copyOf(cells, nodes * CELLS);
    }

    private static long leaf(int rest, int value) {
        return Long.MIN_VALUE | Integer.toUnsignedLong(rest) << VALUE_BITS | value;
    }

    private static int restOf(long leaf) {
        return (int) (leaf >>> VALUE_BITS);
    }

    private static int valueOf(long leaf) {
        return (int) leaf & Integer.MAX_VALUE;
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
