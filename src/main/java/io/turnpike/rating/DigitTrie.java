package io.turnpike.rating;

import java.util.Arrays;

/**
 * Digit strings and a number for each, searched digit by digit. A node is eleven cells of one array: the value, then what comes
 * after each next digit: nothing, a node, or a leaf, which is the only string that goes on there, its value with the rest of its
 * digits. So a search touches few places in memory however long the strings are: each may be one the processor has to wait for, and it
 * is done for every call; see {@code scripts/bench rating}.
 *
 * <p>The digits searched for are packed, four bits each, the first in the lowest, and all ones behind the last: a leaf's rest, packed the
 * same way, is compared at once, where a loop over digits of changing number is what processors guess worst.
 */
final class DigitTrie {
    static final int NONE = -1;
    /** For {@link #longest}: strings of every length. */
    static final int ANY_LENGTH = Integer.MAX_VALUE;
    /** Packed digits of which there are none. */
    static final long NO_DIGITS = -1;

    private static final int CELLS = 11;
    private static final int FIRST_NODES = 64;

    private static final int BITS = 4;
    private static final int DIGIT = 0xF;

    /** A leaf's rest: up to so many digits, and above them how many. */
    private static final int MOST_REST = 7;

    private static final int REST_BITS = MOST_REST * BITS;

    /** The digits that a packed number holds; the highest bits stay ones. */
    private static final int PACKED = 15;

    /** After so many digits a longer number is packed again; until then all that a leaf's rest is compared with is there. */
    private static final int PACKED_AGAIN = PACKED - MOST_REST;

    /** A cell below zero is a leaf: its value, and above that the rest. */
    private static final int VALUE_BITS = 31;

    private long[] cells = new long[FIRST_NODES * CELLS];
    private int nodes = 1;

    /** Stores a value, at least 0, for these digits and returns the one they had, or {@link #NONE}. */
    int put(String digits, int from, int value) {
        int node = 0;
        for (int i = from; i < digits.length(); i++) {
            int cell = node + 1 + (digits.charAt(i) - '0');
            long next = cells[cell];
            int length = digits.length() - i - 1;
            if (length <= MOST_REST) {
                int rest = rest(digits, i + 1);
                if (next == 0) {
                    cells[cell] = leaf(rest, value);
                    return NONE;
                }
                if (next < 0 && restOf(next) == rest) {
                    int before = valueOf(next);
                    cells[cell] = leaf(rest, value);
                    return before;
                }
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
            if (lengthOf(rest) == 0) {
                cells[fresh] = valueOf(before) + 1L;
            } else {
                cells[fresh + 1 + (rest & DIGIT)] = leaf(behindFirst(rest), valueOf(before));
            }
        }
        return fresh;
    }

    /**
     * The longest stored string that a number begins with.
     *
     * @param most no longer than so many digits
     * @return what {@link #value} and {@link #length} take apart; {@link #NONE} where there is none
     */
    long longest(Destination number, int most) {
        long longest = NONE;
        int node = 0;
        int digits = number.length();
        int end = Math.min(digits, most);
        long left = number.digits();
        for (int i = 0; ; i++) {
            long value = cells[node];
            if (value != 0) {
                longest = found(i, (int) (value - 1));
            }
            if (i >= end) {
                return longest;
            }
            long next = cells[node + 1 + ((int) left & DIGIT)];
            left >>= BITS;
            if (next <= 0) {
                int length = i + 1 + lengthOf(restOf(next));
                return next < 0 && length <= end && goesOnWith(left, restOf(next))
                        ? found(length, valueOf(next))
                        : longest;
            }
            node = (int) next;
            if (digits > PACKED && (i + 1) % PACKED_AGAIN == 0) {
                left = packed(number.word(), number.firstDigit() + i + 1);
            }
        }
    }

    /** Packed digits with one more, at its place counted from 0; without it where it is beyond what is packed. */
    static long with(long packed, int place, int digit) {
        return place < PACKED ? packed ^ ((long) (digit ^ DIGIT) << (place * BITS)) : packed;
    }

    private static long packed(String digits, int from) {
        long packed = NO_DIGITS;
        for (int i = from; i < Math.min(digits.length(), from + PACKED); i++) {
            packed = with(packed, i - from, digits.charAt(i) - '0');
        }
        return packed;
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

    private static boolean goesOnWith(long digits, int rest) {
        int wanted = (1 << (lengthOf(rest) * BITS)) - 1;
        return (((int) digits ^ rest) & wanted) == 0;
    }

    private static int rest(String digits, int from) {
        int rest = 0;
        for (int i = digits.length() - 1; i >= from; i--) {
            rest = rest << BITS | (digits.charAt(i) - '0');
        }
        return rest | (digits.length() - from) << REST_BITS;
    }

    private static int lengthOf(int rest) {
        return rest >>> REST_BITS;
    }

    private static int behindFirst(int rest) {
        int digits = rest & (1 << REST_BITS) - 1;
        return digits >>> BITS | (lengthOf(rest) - 1) << REST_BITS;
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
