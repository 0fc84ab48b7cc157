package io.turnpike.mediation.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Holds the records of a range of a file until it is known which of them were delivered before. They are cut into chunks where their
 * content says so, not their place: after a line is mended, added or lost, the chunks behind it are the same again. A chunk is known
 * by a digest of its flows (addresses, times, bytes, packets) and of the lines that could not be read, in their order; name,
 * compression, line ends, banners and summaries do not change it.
 *
 * <p>Plain arrays, because every flow passes through; used again for the next range. Not for two threads. Benchmark: {@code scripts/bench netflow}.
 */
public final class FlowChunks implements FlowSink {
    /** 2^64 divided by the golden ratio, and the constants of SplitMix64 (Steele, Lea, Flood 2014). */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private static final long MIX_1 = 0xBF58_476D_1CE4_E5B9L;
    private static final long MIX_2 = 0x94D0_49BB_1331_11EBL;

    private static final int LONGS = 10;
    private static final int FIRST_RECORDS = 1024;
    private static final int ESTIMATED = 1;
    private static final int SECOND_OF_LINE = 2;
    private static final int FILTERED = 4;
    private static final int REJECTED = 8;
    /** Rejected lines are kept as text; this many bytes of them end a chunk, so that a damaged file does not fill the memory. */
    private static final int MOST_REJECTED_BYTES = 1 << 20;

    private final Cut cut;
    private final Flow flow = new Flow();
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<FlowRejection> rejections = new ArrayList<>();
    private final List<SummaryCheck> summaries = new ArrayList<>();
    private long[] rows = new long[FIRST_RECORDS * LONGS];
    private byte[] marks = new byte[FIRST_RECORDS];
    private int size;
    private int weight;
    private int chunkFrom;
    private int chunkRecords;
    private long chunkBytes;
    private int chunkRejectedBytes;
    private long firstLine;
    private long lastLine;
    private long high;
    private long low;
    private long head;
    private boolean edge;

    /**
     * How records are cut. Files cut in another way are not known again.
     *
     * @param fewest records of a chunk: fewer might be equal by chance
     * @param average records behind the fewest, a power of two: a chunk is about {@code fewest + average} long
     * @param most records of a chunk, whatever they hold
     * @param range about so many records are one transaction
     */
    public record Cut(int fewest, int average, int most, int range) {
        /** A row of 90 bytes for 256 flows; 200,000 flows a transaction make few rows of sums. */
        public static final Cut USUAL = new Cut(32, 256, 4096, 200_000);

        public Cut {
            if (fewest < 1 || Integer.bitCount(average) != 1 || most < fewest || range < 1) {
                throw new IllegalArgumentException(fewest + ", " + average + ", " + most + ", " + range);
            }
        }

        /** The same pieces, so many records a transaction. */
        public Cut ofRange(int records) {
            return new Cut(fewest, average, most, records);
        }
    }

    /**
     * Records that stand together.
     *
     * @param digest the same for the same records
     * @param head of the first record: the same for chunks that begin alike
     * @param firstLine of the file, from 1
     * @param bytes of its flows
     * @param from the first of its rows in the range; a record has one, or two where it is a flow there and back
     */
    public record Chunk(
            UUID digest, long head, long firstLine, long lastLine, int records, long bytes, int from, int to) {
        public int rows() {
            return to - from;
        }
    }

    public FlowChunks(Cut cut) {
        this.cut = cut;
    }

    /** Forgets the range; the next record begins another. */
    public void clear() {
        close();
        chunks.clear();
        rejections.clear();
        summaries.clear();
        size = 0;
        weight = 0;
        chunkFrom = 0;
    }

    @Override
    public void flow(Flow f) {
        keep(f, 0);
    }

    @Override
    public void filtered(Flow f) {
        keep(f, FILTERED);
    }

    private void keep(Flow f, int kind) {
        begin(f.secondOfLine, f.line);
        int flags = kind | (f.estimated ? ESTIMATED : 0) | (f.secondOfLine ? SECOND_OF_LINE : 0);
        int at = row();
        rows[at] = f.sourceHigh;
        rows[at + 1] = f.sourceLow;
        rows[at + 2] = f.destinationHigh;
        rows[at + 3] = f.destinationLow;
        rows[at + 4] = f.startMillis;
        rows[at + 5] = f.endMillis;
        rows[at + 6] = f.bytes;
        rows[at + 7] = f.packets;
        rows[at + 8] = flags;
        rows[at + 9] = f.line;
        chunkBytes = Math.addExact(chunkBytes, f.bytes);
        end(hashOfFlow(at));
    }

    @Override
    public void rejected(FlowRejection rejection) {
        begin(false, rejection.line());
        int at = row();
        rows[at + 8] = REJECTED;
        rows[at + 9] = rejections.size();
        rejections.add(rejection);
        chunkRejectedBytes +=
                (int) rejection.raw().chars().filter(c -> c != '\r').count();
        end(hashOf(rejection));
    }

    private long hashOfFlow(int at) {
        long hash = mixed(rows[at] + GOLDEN * rows[at + 1]);
        hash = mixed(hash ^ (rows[at + 2] + GOLDEN * rows[at + 3]));
        hash = mixed(hash ^ (rows[at + 4] + GOLDEN * rows[at + 5]));
        return mixed(hash ^ (rows[at + 6] + GOLDEN * rows[at + 7]));
    }

    private static long hashOf(FlowRejection rejection) {
        String raw = rejection.raw();
        long hash = GOLDEN;
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) != '\r') {
                hash = mixed(hash ^ raw.charAt(i));
            }
        }
        return hash;
    }

    /** What stands behind a header or a total of the tool is another output of it, which may have been delivered by itself. */
    @Override
    public void section() {
        edge = true;
    }

    @Override
    public void summary(SummaryCheck check) {
        summaries.add(check);
        edge = true;
    }

    /** Whether there is enough for a transaction, and the next record begins a chunk. */
    @Override
    public boolean isFull() {
        return edge && weight >= cut.range;
    }

    /** Whether there are lines, and none stands under a header that can be used. */
    public boolean lacksHeader() {
        return !rejections.isEmpty()
                && size == rejections.size()
                && rejections.stream().allMatch(rejection -> rejection.fault() == FlowFault.NO_HEADER);
    }

    /** The lines that could not be used. */
    public List<FlowRejection> rejections() {
        return List.copyOf(rejections);
    }

    private void begin(boolean secondOfLine, long line) {
        if (secondOfLine) {
            return; // belongs to the record before
        }
        if (edge) {
            close();
        }
        if (chunkRecords == 0) {
            firstLine = line;
        }
        chunkRecords++;
        weight++;
        lastLine = line;
    }

    private int row() {
        int at = size * LONGS;
        if (at == rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
        size++;
        return at;
    }

    private void end(long hash) {
        marks[size - 1] = (byte) hash;
        if (size - 1 == chunkFrom) {
            head = hash;
        }
        high = mixed(high ^ hash);
        low = lower(low, hash);
        boolean here = chunkRecords >= cut.fewest && (hash & (cut.average - 1)) == 0;
        edge = here || edge || chunkRecords >= cut.most || chunkRejectedBytes >= MOST_REJECTED_BYTES;
        if (chunkRejectedBytes >= MOST_REJECTED_BYTES) {
            weight = cut.range;
        }
    }

    private void close() {
        if (chunkRecords > 0) {
            chunks.add(new Chunk(
                    digest(high, low, chunkRecords),
                    head,
                    firstLine,
                    lastLine,
                    chunkRecords,
                    chunkBytes,
                    chunkFrom,
                    size));
        }
        chunkFrom = size;
        chunkRecords = 0;
        chunkBytes = 0;
        chunkRejectedBytes = 0;
        high = 0;
        low = 0;
        edge = false;
    }

    private static UUID digest(long high, long low, int records) {
        return new UUID(mixed(high ^ records), mixed(low + high));
    }

    private static long lower(long low, long hash) {
        return Long.rotateLeft(low, 29) * GOLDEN + mixed(hash + GOLDEN);
    }

    /** Eight bits of each row of a chunk: where those of two chunks are equal for a while, so are the records. */
    public byte[] marks(Chunk chunk) {
        return Arrays.copyOfRange(marks, chunk.from, chunk.to);
    }

    /** Whether a row of a chunk, counted from its first, begins a record. */
    public boolean beginsRecord(Chunk chunk, int row) {
        return (rows[(chunk.from + row) * LONGS + 8] & SECOND_OF_LINE) == 0;
    }

    /** A part of a chunk as a chunk of its own: the rows {@code [from, to)}, counted from its first. */
    public Chunk part(Chunk chunk, int from, int to) {
        long partHigh = 0;
        long partLow = 0;
        long partHead = 0;
        long partBytes = 0;
        int records = 0;
        for (int row = chunk.from + from; row < chunk.from + to; row++) {
            boolean isRejected = rows[row * LONGS + 8] == REJECTED;
            long hash = isRejected ? hashOf(rejectionOf(row)) : hashOfFlow(row * LONGS);
            partHead = row == chunk.from + from ? hash : partHead;
            partHigh = mixed(partHigh ^ hash);
            partLow = lower(partLow, hash);
            partBytes = Math.addExact(partBytes, isRejected ? 0 : rows[row * LONGS + 6]);
            records += (rows[row * LONGS + 8] & SECOND_OF_LINE) == 0 ? 1 : 0;
        }
        return new Chunk(
                digest(partHigh, partLow, records),
                partHead,
                lineOf(chunk.from + from),
                lineOf(chunk.from + to - 1),
                records,
                partBytes,
                chunk.from + from,
                chunk.from + to);
    }

    private FlowRejection rejectionOf(int row) {
        return rejections.get((int) rows[row * LONGS + 9]);
    }

    private long lineOf(int row) {
        return rows[row * LONGS + 8] == REJECTED ? rejectionOf(row).line() : rows[row * LONGS + 9];
    }

    private static long mixed(long word) {
        long mixed = (word ^ (word >>> 30)) * MIX_1;
        mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
        return mixed ^ (mixed >>> 31);
    }

    /** The chunks of the range, after it was read. */
    public List<Chunk> chunks() {
        close();
        return List.copyOf(chunks);
    }

    /** How many records the range holds. */
    public long records() {
        return chunks().stream().mapToLong(Chunk::records).sum();
    }

    /** Bytes of all flows of the range. */
    public long bytes() {
        return chunks().stream().mapToLong(Chunk::bytes).reduce(0, Math::addExact);
    }

    /**
     * Gives the records on, those delivered before only to be counted.
     *
     * @param pieces all chunks of the range, or the parts of them
     */
    public void giveTo(FlowAggregator aggregator, List<Chunk> pieces, Predicate<Chunk> isNew) {
        for (Chunk piece : pieces) {
            if (isNew.test(piece)) {
                for (int i = piece.from; i < piece.to; i++) {
                    give(i * LONGS, aggregator);
                }
            } else {
                aggregator.duplicate(piece.records, piece.bytes);
            }
        }
        summaries.forEach(aggregator::summary);
    }

    private void give(int at, FlowAggregator aggregator) {
        int flags = (int) rows[at + 8];
        if (flags == REJECTED) {
            aggregator.rejected(rejections.get((int) rows[at + 9]));
            return;
        }
        flow.sourceHigh = rows[at];
        flow.sourceLow = rows[at + 1];
        flow.destinationHigh = rows[at + 2];
        flow.destinationLow = rows[at + 3];
        flow.startMillis = rows[at + 4];
        flow.endMillis = rows[at + 5];
        flow.bytes = rows[at + 6];
        flow.packets = rows[at + 7];
        flow.estimated = (flags & ESTIMATED) != 0;
        flow.secondOfLine = (flags & SECOND_OF_LINE) != 0;
        flow.line = rows[at + 9];
        if ((flags & FILTERED) != 0) {
            aggregator.filtered(flow);
        } else {
            aggregator.flow(flow);
        }
    }
}
