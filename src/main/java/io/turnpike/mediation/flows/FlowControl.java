package io.turnpike.mediation.flows;

import java.util.Arrays;

/**
 * Control totals of what was decoded: {@code read = aggregated + unmatched + filtered + rejected + duplicate}, in records and in bytes (a
 * rejected line has no bytes that could be trusted). A line with both directions of an exchange is one record.
 *
 * <p>Two figures stand beside the equation: traffic between two services is counted for both, so the sums hold
 * {@code aggregated + countedTwice} bytes; and what part is estimated.
 */
@SuppressWarnings("EnumOrdinal") // an index into arrays of this class, never stored
public final class FlowControl {
    /** What became of a record. */
    public enum Fate {
        /** At least one side was a service. */
        AGGREGATED,
        /** No side was a service: kept per address. */
        UNMATCHED,
        /** Left out by the reader's rules. */
        FILTERED,
        /** Kept in suspense; without bytes. */
        REJECTED,
        /** Delivered before: the first delivery counts. */
        DUPLICATE,
        /** Of the aggregated: both sides were services. */
        COUNTED_TWICE,
        /** Of all: bytes or times are no measurements. */
        ESTIMATED
    }

    private final long[] records = new long[Fate.values().length];
    private final long[] bytes = new long[Fate.values().length];
    private int summariesThatDisagree;

    void count(Fate fate, long moreRecords, long moreBytes) {
        records[fate.ordinal()] += moreRecords;
        bytes[fate.ordinal()] = Math.addExact(bytes[fate.ordinal()], moreBytes);
    }

    void summaryDisagrees() {
        summariesThatDisagree++;
    }

    public long records(Fate fate) {
        return records[fate.ordinal()];
    }

    public long bytes(Fate fate) {
        return bytes[fate.ordinal()];
    }

    public long recordsRead() {
        return records(Fate.AGGREGATED)
                + records(Fate.UNMATCHED)
                + records(Fate.FILTERED)
                + records(Fate.REJECTED)
                + records(Fate.DUPLICATE);
    }

    public long bytesRead() {
        return bytes(Fate.AGGREGATED) + bytes(Fate.UNMATCHED) + bytes(Fate.FILTERED) + bytes(Fate.DUPLICATE);
    }

    /** How many of the tool's own summaries differ from what was read. */
    public int summariesThatDisagree() {
        return summariesThatDisagree;
    }

    public void add(FlowControl other) {
        for (Fate fate : Fate.values()) {
            count(fate, other.records(fate), other.bytes(fate));
        }
        summariesThatDisagree += other.summariesThatDisagree;
    }

    @Override
    public String toString() {
        return "records " + Arrays.toString(records) + ", bytes " + Arrays.toString(bytes);
    }
}
