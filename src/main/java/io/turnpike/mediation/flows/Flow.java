package io.turnpike.mediation.flows;

/**
 * The flow a decoder stands on: one direction of one exchange. The decoder fills the same object again and again (a record a flow
 * would cost more than reading it), so a sink takes what it needs before it returns. Benchmark: {@code scripts/bench netflow}.
 */
public final class Flow {
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    long startMillis;
    long endMillis;
    long bytes;
    long packets;
    long line;
    long offset;
    boolean estimated;
    boolean secondOfLine;

    Flow() {}

    public IpAddress source() {
        return new IpAddress(sourceHigh, sourceLow);
    }

    public IpAddress destination() {
        return new IpAddress(destinationHigh, destinationLow);
    }

    /** First packet, milliseconds since 1970 UTC. */
    public long startMillis() {
        return startMillis;
    }

    /** Last packet; not before the start. */
    public long endMillis() {
        return endMillis;
    }

    public long bytes() {
        return bytes;
    }

    /** Zero where the format has no such column. */
    public long packets() {
        return packets;
    }

    /** In the file, from 1. */
    public long line() {
        return line;
    }

    /** Bytes and times are no measurements: scaled numbers, or packets times an average. */
    public boolean estimated() {
        return estimated;
    }

    /** The way back of a line that holds both directions: the same source record as the flow before. */
    public boolean secondOfLine() {
        return secondOfLine;
    }

    /** Becomes the way back. */
    void turnAround(long reverseBytes, long reversePackets) {
        long high = sourceHigh;
        long low = sourceLow;
        sourceHigh = destinationHigh;
        sourceLow = destinationLow;
        destinationHigh = high;
        destinationLow = low;
        bytes = reverseBytes;
        packets = reversePackets;
        secondOfLine = true;
    }
}
