package io.turnpike.mediation.traffic;

import io.turnpike.mediation.flows.FlowChunks.Chunk;
import io.turnpike.mediation.flows.FlowControl;
import io.turnpike.mediation.flows.FlowPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a file of flows was taken in, and what has to be said of it as a whole at its end.
 *
 * @param summaries of the tool that wrote the file
 * @param wrongSummaries those that differ from what was read
 * @param records lines that hold a flow, or should
 * @param duplicates those that were delivered before
 * @param head of the first of its pieces, 0 before there is one
 * @param estimatedFlows flows whose bytes or times are no measurements
 */
record FlowCheckpoint(
        FlowPosition position,
        long summaries,
        long wrongSummaries,
        long estimatedFlows,
        long estimatedBytes,
        long records,
        long duplicates,
        long head) {
    private static final FlowCheckpoint START = new FlowCheckpoint(FlowPosition.START, 0, 0, 0, 0, 0, 0, 0);
    private static final int NUMBERS = 9;

    static FlowCheckpoint of(String text) {
        if (text.isEmpty()) {
            return START;
        }
        String[] parts = text.split(" ", NUMBERS + 1);
        return new FlowCheckpoint(
                new FlowPosition(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[NUMBERS]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]),
                Long.parseLong(parts[7]),
                Long.parseLong(parts[8]));
    }

    String text() {
        return position.offset() + " " + position.line() + " " + summaries + " " + wrongSummaries + " " + estimatedFlows
                + " " + estimatedBytes + " " + records + " " + duplicates + " " + head + " " + position.state();
    }

    FlowCheckpoint after(FlowPosition now, long newHead, int moreSummaries, FlowControl control) {
        return new FlowCheckpoint(
                now,
                summaries + moreSummaries,
                wrongSummaries + control.summariesThatDisagree(),
                estimatedFlows + control.records(FlowControl.Fate.ESTIMATED),
                estimatedBytes + control.bytes(FlowControl.Fate.ESTIMATED),
                records + control.recordsRead(),
                duplicates + control.records(FlowControl.Fate.DUPLICATE),
                newHead);
    }

    /** The head of the file, which these are the next chunks of. */
    long headOr(List<Chunk> next) {
        return head != 0 || next.isEmpty() ? head : next.get(0).head();
    }

    /** What is remarkable about the whole file; null where nothing is. */
    @Nullable String remarks() {
        List<String> remarks = new ArrayList<>();
        if (wrongSummaries > 0) {
            remarks.add(wrongSummaries + " of " + summaries + " totals the tool wrote differ from what was read");
        }
        if (estimatedFlows > 0) {
            remarks.add("estimated: " + estimatedFlows + " flows, " + estimatedBytes + " bytes");
        }
        if (duplicates == records && records > 0) {
            remarks.add("all " + records + " records were delivered before");
        } else if (duplicates > 0) {
            remarks.add(duplicates + " of " + records
                    + " records were delivered before; where such a piece begins and ends,"
                    + " some hundred records may be counted twice: see 'turnpike suspense duplicates'");
        }
        return remarks.isEmpty() ? null : String.join("; ", remarks);
    }
}
