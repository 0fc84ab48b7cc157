package io.turnpike.charging;

import io.turnpike.usage.IdentifierKind;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The priced rows of one transaction as plain columns: at hundreds of thousands of rows a second an object a row would cost more
 * than pricing it.
 */
final class ChargeBlock {
    private static final int FIRST_CAPACITY = 1 << 14;

    /** Flags of a row. */
    static final int OUTGOING = 1;

    static final int CONTINUATION = 2;
    static final int PROVISIONAL = 4;

    /** The file of traffic, which is summed over all files of a day. */
    static final int MANY_FILES = 0;

    /** Two bits: the kind of the identifier that the record came with. */
    private static final int OWNER_SHIFT = 3;

    private static final int OWNER_MASK = 3;

    private int size;
    private long[] numbers = new long[FIRST_CAPACITY * COLUMNS];
    private String[] parties = new String[FIRST_CAPACITY];
    private String[] owners = new String[FIRST_CAPACITY];

    private static final int COLUMNS = 12;
    private static final int TIME = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int ACCOUNT = 3;
    private static final int SERVICE = 4;
    private static final int QUANTITY = 5;
    private static final int COVERED = 6;
    private static final int AMOUNT = 7;
    private static final int LINE = 8;
    private static final int RATE = 9;
    private static final int KIND_AND_FLAGS = 10;
    private static final int FILE = 11;
    private static final int FLAG_BITS = 8;
    /** More rows than a range has lines. */
    private static final int ROW_BITS = 24;

    private static final long ROW_MASK = (1L << ROW_BITS) - 1;
    private static final long FLAG_MASK = (1L << FLAG_BITS) - 1;

    /** The flags that say which kind of identifier a record came with. */
    static int ownerFlags(IdentifierKind kind) {
        return kind.code() << OWNER_SHIFT;
    }

    /** The kind of identifier a record came with. */
    static IdentifierKind ownerKind(int flags) {
        return IdentifierKind.of(flags >> OWNER_SHIFT & OWNER_MASK);
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /**
     * What is known of a row when it is priced.
     *
     * @param owner the identifier the record came with; empty for traffic
     */
    record Row(
            long epochSecond,
            long account,
            long service,
            long quantity,
            long covered,
            long amountMicros,
            int file,
            long line,
            int rate,
            int kind,
            int flags,
            String party,
            String owner) {}

    void add(Row row, DedupeHash hash) {
        if (size == parties.length) {
            parties = Arrays.copyOf(parties, size * 2);
            owners = Arrays.copyOf(owners, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2 * COLUMNS);
        }
        int at = size * COLUMNS;
        numbers[at + TIME] = row.epochSecond;
        numbers[at + HIGH] = hash.high();
        numbers[at + LOW] = hash.low();
        numbers[at + ACCOUNT] = row.account;
        numbers[at + SERVICE] = row.service;
        numbers[at + QUANTITY] = row.quantity;
        numbers[at + COVERED] = row.covered;
        numbers[at + AMOUNT] = row.amountMicros;
        numbers[at + LINE] = row.line;
        numbers[at + FILE] = row.file;
        numbers[at + RATE] = row.rate;
        numbers[at + KIND_AND_FLAGS] = (long) row.kind << FLAG_BITS | row.flags;
        owners[size] = row.owner;
        parties[size++] = row.party;
    }

    /**
     * The rows in the order of their keys, time first. All who write charges keep this order: of two who have the same keys in hand one
     * waits for the other, and never both for each other.
     */
    int[] byKey() {
        long[] keys = new long[size];
        for (int row = 0; row < size; row++) {
            keys[row] = epochSecond(row) << ROW_BITS | row;
        }
        Arrays.sort(keys);
        int[] rows = new int[size];
        Arrays.setAll(rows, at -> (int) (keys[at] & ROW_MASK));
        int from = 0;
        for (int to = 1; to <= size; to++) {
            if (to == size || epochSecond(rows[to]) != epochSecond(rows[from])) {
                byHash(rows, from, to);
                from = to;
            }
        }
        return rows;
    }

    /** Orders the few rows of one second. */
    private void byHash(int[] rows, int from, int to) {
        if (to - from > 1) {
            int[] second = Arrays.stream(rows, from, to)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingLong(this::hashHigh).thenComparingLong(this::hashLow))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(second, 0, rows, from, second.length);
        }
    }

    ChargedBefore.Content content(int row) {
        return ChargedBefore.Content.of(kind(row), quantity(row), flags(row), owner(row), party(row));
    }

    /** When the oldest usage of a block that is not empty began. */
    long oldestEpochSecond() {
        long oldest = epochSecond(0);
        for (int row = 1; row < size; row++) {
            oldest = Math.min(oldest, epochSecond(row));
        }
        return oldest;
    }

    long epochSecond(int row) {
        return numbers[row * COLUMNS + TIME];
    }

    long hashHigh(int row) {
        return numbers[row * COLUMNS + HIGH];
    }

    long hashLow(int row) {
        return numbers[row * COLUMNS + LOW];
    }

    long account(int row) {
        return numbers[row * COLUMNS + ACCOUNT];
    }

    long service(int row) {
        return numbers[row * COLUMNS + SERVICE];
    }

    long quantity(int row) {
        return numbers[row * COLUMNS + QUANTITY];
    }

    long covered(int row) {
        return numbers[row * COLUMNS + COVERED];
    }

    long amountMicros(int row) {
        return numbers[row * COLUMNS + AMOUNT];
    }

    long line(int row) {
        return numbers[row * COLUMNS + LINE];
    }

    int file(int row) {
        return (int) numbers[row * COLUMNS + FILE];
    }

    int rate(int row) {
        return (int) numbers[row * COLUMNS + RATE];
    }

    int kind(int row) {
        return (int) (numbers[row * COLUMNS + KIND_AND_FLAGS] >> FLAG_BITS);
    }

    int flags(int row) {
        return (int) (numbers[row * COLUMNS + KIND_AND_FLAGS] & FLAG_MASK);
    }

    String party(int row) {
        return parties[row];
    }

    String owner(int row) {
        return owners[row];
    }
}
