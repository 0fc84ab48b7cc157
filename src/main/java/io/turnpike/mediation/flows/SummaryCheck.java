package io.turnpike.mediation.flows;

/**
 * What the tool says it wrote, beside what was read since the header. A value of -1 was not written, or not exactly.
 *
 * @param line of the summary
 */
public record SummaryCheck(
        long line,
        long statedFlows,
        long readFlows,
        long statedBytes,
        long readBytes,
        long statedPackets,
        long readPackets) {
    /** What was not written, or only as {@code 3.9 M}. */
    public static final long NOT_STATED = -1;

    /** Lines of flows that the tool has put together are fewer than the flows it counts: bytes and packets tell whether one is missing. */
    public boolean agrees() {
        boolean aggregated = readFlows < statedFlows && statedBytes != NOT_STATED && statedPackets != NOT_STATED;
        return (aggregated || agrees(statedFlows, readFlows))
                && agrees(statedBytes, readBytes)
                && agrees(statedPackets, readPackets);
    }

    private static boolean agrees(long stated, long read) {
        return stated == NOT_STATED || stated == read;
    }

    @Override
    public String toString() {
        return "line " + line + ": the tool wrote "
                + text(statedFlows, readFlows, "flows") + ", "
                + text(statedBytes, readBytes, "bytes") + ", "
                + text(statedPackets, readPackets, "packets");
    }

    private static String text(long stated, long read, String what) {
        return (stated == NOT_STATED ? "no exact number of " : stated + " ") + what + " (read: " + read + ")";
    }
}
