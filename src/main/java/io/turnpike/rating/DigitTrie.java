package io.turnpike.rating;

import java.util.Arrays;

/**
 * Digit strings and a number for each, searched digit by digit. A node is eleven cells of one array: the value, then what comes
 * after each next digit: nothing, a node, or a leaf, which is the only string that goes on there, with the rest of its digits. A
 * short rest and a small value stand in the cell itself. So a search touches few places in memory however long the strings are:
 * each may be one the processor has to wait for, and it is done for every call; see {@code scripts/bench rating}.
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
    private static final long NO_REST = -1;
    private static final int MOST_PACKED = Long.SIZE / BITS - 1;

    /** A cell below zero is a leaf; this bit says that it stands in the cell: twelve bits of rest above the value. */
    private static final int IN_CELL = 1 << 30;

    private static final int VALUE_BITS = 18;
    private static final int VALUES = 1 << VALUE_BITS;
    private static final int SHORT_REST = 0xFFF;

    private int[] cells = new int[FIRST_NODES * CELLS];
    private int nodes = 1;
    /** Leaves that do not fit into a cell: the rest, and the value. */
    private long[] longLeaves = new long[2];

    private int longLeafCells;

    /** Stores a value, at least 0, for these digits and returns the one they had, or {@link #NONE}. */
    int put(String digits, int from, int value) {
        int node = 0;
        for (int i = from; i < digits.length(); i++) {
            int cell = node + 1 + (digits.charAt(i) - '0');
            int next = cells[cell];
            boolean packs = digits.length() - i - 1 <= MOST_PACKED;
            long rest = packs ? packed(digits, i + 1) : NO_REST;
            if (packs && next == 0) {
                cells[cell] = leaf(rest, value);
                return NONE;
            }
            if (packs && next < 0 && restOf(next) == rest) {
                int before = valueOf(next);
                cells[cell] = leaf(rest, value);
                return before;
            }
            node = next > 0 ? next : branch(cell, next);
        }
        int before = cells[node] - 1;
        cells[node] = value + 1;
        return before;
    }

    /** Puts a node in the place of nothing or of a leaf, which goes one digit down. */
    private int branch(int cell, int before) {
        int fresh = newNode(); // first, because it may replace the array
        cells[cell] = fresh;
        if (before < 0) {
            long rest = restOf(before);
            if (rest == NO_REST) {
                cells[fresh] = valueOf(before) + 1;
            } else {
                cells[fresh + 1 + (int) (rest & END)] = leaf(next(rest), valueOf(before));
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
                longest = found(i - from, cells[node] - 1);
            }
            if (i >= end) {
                return longest;
            }
            int next = cells[node + 1 + (digits.charAt(i) - '0')];
            if (next <= 0) {
                int length = next == 0 ? -1 : lengthOf(restOf(next), digits, i + 1, end);
                return length < 0 ? longest : found(i + 1 - from + length, valueOf(next));
            }
            node = next;
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
    private static int lengthOf(long rest, String digits, int from, int end) {
        int at = from;
        for (long left = rest; left != NO_REST; left = next(left)) {
            if (at == end || digits.charAt(at) - '0' != (left & END)) {
                return -1;
            }
            at++;
        }
        return at - from;
    }

    private static long next(long rest) {
        return rest >>> BITS | (long) END << (Long.SIZE - BITS);
    }

    private static long packed(String digits, int from) {
        long rest = NO_REST;
        for (int i = digits.length() - 1; i >= from; i--) {
            rest = rest << BITS | (digits.charAt(i) - '0');
        }
        return rest;
    }

    /** Gives back what was kept for growth. */
    void trim() {
        cells = Arrays.copyOf(cells, nodes * CELLS);
        longLeaves = Arrays.copyOf(longLeaves, longLeafCells);
    }

    private int leaf(long rest, int value) {
        if ((rest | SHORT_REST) == NO_REST && value < VALUES) {
            return Integer.MIN_VALUE | IN_CELL | (int) (rest & SHORT_REST) << VALUE_BITS | value;
        }
        if (longLeafCells == longLeaves.length) {
            longLeaves = Arrays.copyOf(longLeaves, Math.max(2, Math.multiplyExact(longLeafCells, 2)));
        }
        longLeaves[longLeafCells] = rest;
        longLeaves[longLeafCells + 1] = value;
        longLeafCells += 2;
        return Integer.MIN_VALUE | (longLeafCells - 2);
    }

    private long restOf(int leaf) {
        return (leaf & IN_CELL) == 0
                ? longLeaves[leaf & ~Integer.MIN_VALUE]
                : NO_REST << 12 | (leaf >>> VALUE_BITS & SHORT_REST);
    }

    private int valueOf(int leaf) {
        return (leaf & IN_CELL) == 0 ? (int) longLeaves[(leaf & ~Integer.MIN_VALUE) + 1] : leaf & (VALUES - 1);
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
