package io.turnpike.mediation.flows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the end of a line and, on the way, where the wanted fields begin and end. Everything else is only counted. This loop sees
 * every byte of every file. Benchmark: {@code scripts/bench netflow}.
 */
final class LineFields {
    /** More columns than any format known. */
    static final int MOST_COLUMNS = 512;

    private static final int NOT_WANTED = -1;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LOWS = 0x7F * ONES;
    private static final long LINE_FEEDS = '\n' * ONES;

    private final boolean blanks;
    private final byte delimiter;
    private final long delimiters;
    private final int[] slotOfColumn = new int[MOST_COLUMNS + 1];
    private final int[] lastColumnOfSlot;
    final int[] starts;
    final int[] ends;
    private int columns;
    private boolean nul;

    LineFields(FlowFormat format, int slots) {
        blanks = format.layout() != FlowFormat.Layout.DELIMITED;
        delimiter = format.delimiter();
        delimiters = (delimiter & 0xFF) * ONES;
        starts = new int[slots];
        ends = new int[slots];
        lastColumnOfSlot = new int[slots];
        Arrays.fill(slotOfColumn, NOT_WANTED);
    }

    /** Which columns fill which slots, from 0. */
    void want(int[] firstColumns, int[] lastColumns) {
        Arrays.fill(slotOfColumn, NOT_WANTED);
        for (int slot = 0; slot < firstColumns.length; slot++) {
            slotOfColumn[firstColumns[slot]] = slot;
            lastColumnOfSlot[slot] = lastColumns[slot];
        }
    }

    /** How many columns the line had. */
    int columns() {
        return columns;
    }

    /** Whether the line had zero bytes. */
    boolean nul() {
        return nul;
    }

    /** Divides the line that begins at {@code from}; returns where its line feed is, or {@code to}. */
    int split(byte[] b, int from, int to) {
        Arrays.fill(starts, from); // a line with too few columns leaves nothing of the one before
        Arrays.fill(ends, from);
        int end = blanks ? splitBlanks(b, from, to) : splitDelimited(b, from, to);
        for (int slot = 0; slot < starts.length; slot++) {
            trim(b, slot);
        }
        return end;
    }

    /** Eight bytes at a time: a line is mostly what stands between the marks. */
    private int splitDelimited(byte[] b, int from, int to) {
        int column = 0;
        int fieldFrom = from;
        boolean zero = false;
        int at = from;
        long marks = 0;
        while (true) {
            while (marks == 0 && at + Long.BYTES <= to) {
                long word = (long) LONGS.get(b, at);
                marks = zeroBytes(word ^ delimiters) | zeroBytes(word ^ LINE_FEEDS) | zeroBytes(word);
                at += Long.BYTES;
            }
            int mark;
            if (marks != 0) {
                mark = at - Long.BYTES + (Long.numberOfTrailingZeros(marks) >>> 3);
                marks &= marks - 1;
            } else if (at < to) {
                mark = at++;
            } else {
                mark = to;
            }
            boolean end = mark == to || b[mark] == '\n';
            if (end || b[mark] == delimiter) {
                int slot = slotOfColumn[column];
                if (slot >= 0) {
                    starts[slot] = fieldFrom;
                    ends[slot] = mark;
                }
                if (end) {
                    columns = column + 1;
                    nul = zero;
                    return mark;
                }
                column = Math.min(column + 1, MOST_COLUMNS);
                fieldFrom = mark + 1;
            } else {
                zero |= b[mark] == 0;
            }
        }
    }

    /** The top bit of every byte that is zero, exactly. */
    private static long zeroBytes(long word) {
        return ~(((word & LOWS) + LOWS) | word | LOWS);
    }

    private int splitBlanks(byte[] b, int from, int to) {
        int end = from;
        nul = false;
        while (end < to && b[end] != '\n') {
            nul |= b[end++] == 0;
        }
        columns = 0;
        int i = from;
        while (i < end && columns < MOST_COLUMNS) {
            while (i < end && isBlank(b[i])) {
                i++;
            }
            int wordFrom = i;
            while (i < end && !isBlank(b[i])) {
                i++;
            }
            if (i > wordFrom) {
                boolean unit = i - wordFrom == 1 && "KMGT".indexOf(b[wordFrom]) >= 0 && columns > 0;
                word(unit ? --columns : columns, wordFrom, i, unit);
                columns++;
            }
        }
        return end;
    }

    /** A letter such as the M of {@code 3.9 M} belongs to the number before it. */
    private void word(int column, int wordFrom, int wordTo, boolean unit) {
        int first = slotOfColumn[column];
        if (first >= 0 && !unit) {
            starts[first] = wordFrom;
        }
        for (int slot = 0; slot < starts.length; slot++) {
            if (lastColumnOfSlot[slot] == column) {
                ends[slot] = wordTo;
            }
        }
    }

    private void trim(byte[] b, int slot) {
        int start = starts[slot];
        int end = ends[slot];
        while (end > start && isBlank(b[end - 1])) {
            end--;
        }
        while (start < end && isBlank(b[start])) {
            start++;
        }
        starts[slot] = start;
        ends[slot] = end;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
