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
 * <p>Plain arrays, because every flow passes through; used again for the next range. Not for two threads. Benchmark: {@code FlowBenchmark}.
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
    }

    /**
     * Records that stand together.
     *
     * @param digest the same for the same records
     * @param firstLine of the file, from 1
     * @param bytes of its flows
     */
    public record Chunk(UUID digest, long firstLine, long lastLine, int records, long bytes, int from, int to) {}

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
        long hash = mixed(f.sourceHigh + GOLDEN * f.sourceLow);
        hash = mixed(hash ^ (f.destinationHigh + GOLDEN * f.destinationLow));
        hash = mixed(hash ^ (f.startMillis + GOLDEN * f.endMillis));
        hash = mixed(hash ^ (f.bytes + GOLDEN * f.packets));
        chunkBytes = Math.addExact(chunkBytes, f.bytes);
        end(hash);
    }

    @Override
    public void rejected(FlowRejection rejection) {
        begin(false, rejection.line());
        int at = row();
        rows[at + 8] = REJECTED;
        rows[at + 9] = rejections.size();
        rejections.add(rejection);
        String raw = rejection.raw();
        long hash = GOLDEN;
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) != '\r') {
                hash = mixed(hash ^ raw.charAt(i));
                chunkRejectedBytes++;
            }
        }
        end(hash);
    }

    @Override
    public void summary(SummaryCheck check) {
        summaries.add(check);
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
        }
        size++;
        return at;
    }

    private void end(long hash) {
        high = mixed(high ^ hash);
        low = Long.rotateLeft(low, 29) * GOLDEN + mixed(hash + GOLDEN);
        boolean here = chunkRecords >= cut.fewest && (hash & (cut.average - 1)) == 0;
        edge = here || edge || chunkRecords >= cut.most || chunkRejectedBytes >= MOST_REJECTED_BYTES;
        if (chunkRejectedBytes >= MOST_REJECTED_BYTES) {
            weight = cut.range;
        }
    }

    private void close() {
        if (chunkRecords > 0) {
            UUID digest = new UUID(mixed(high ^ chunkRecords), mixed(low + high));
            chunks.add(new Chunk(digest, firstLine, lastLine, chunkRecords, chunkBytes, chunkFrom, size));
        }
        chunkFrom = size;
        chunkRecords = 0;
        chunkBytes = 0;
        chunkRejectedBytes = 0;
        high = 0;
        low = 0;
        edge = false;
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

    /** Gives the records on, those of chunks delivered before only to be counted. */
    public void giveTo(FlowAggregator aggregator, Predicate<Chunk> isNew) {
        for (Chunk chunk : chunks()) {
            if (isNew.test(chunk)) {
                for (int i = chunk.from; i < chunk.to; i++) {
                    give(i * LONGS, aggregator);
                }
            } else {
                aggregator.duplicate(chunk.records, chunk.bytes);
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
