package io.turnpike.mediation.flows;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader of flows: {@code readers/<name>/format.yaml} with {@code kind: flows}.
 *
 * @param delimiter the byte between fields of {@link Layout#DELIMITED}
 * @param positions columns by name where the file has no header: first and last column (words, for {@link Layout#BLANKS}), from 1;
 *     empty when the header names them
 * @param ignore first characters of lines to pass over: banners, separators, headers that name nothing
 * @param summary the file may end with what nfdump says it wrote
 * @param columns the column's name by what it means
 * @param scaledAsEstimate {@code 3.9 M} is read as 3,900,000 and marked estimated, instead of refused
 * @param estimated all of it is estimated
 * @param filters which flows are left out
 */
public record FlowFormat(
        String name,
        Layout layout,
        byte delimiter,
        Map<String, int[]> positions,
        List<String> ignore,
        boolean summary,
        Map<FlowColumn, String> columns,
        FlowTimes times,
        boolean scaledAsEstimate,
        boolean estimated,
        List<FlowFilter> filters) {

    /** How a line is divided. */
    public enum Layout {
        /** One byte between fields. */
        DELIMITED,
        /** Runs of blanks between words. */
        BLANKS,
        /** Cisco's {@code show ip cache verbose flow}: two lines a flow after a banner. */
        CISCO_CACHE
    }

    /**
     * Leaves flows out.
     *
     * @param column by name
     * @param values as written in the file
     * @param keep flows with one of the values are kept and others left out; or the other way round
     */
    public record FlowFilter(String column, List<String> values, boolean keep) {}

    /** Reads a format; empty, with problems, when it cannot be used. */
    public static Optional<FlowFormat> read(SourceFile file, Problems problems) {
        return FlowFormatReader.read(file, problems);
    }

    public boolean columnsFromHeader() {
        return layout != Layout.CISCO_CACHE && positions.isEmpty();
    }

    /**
     * Begins or goes on with a file.
     *
     * @param fileName without folder: the time may stand in it
     * @param from {@link FlowPosition#START} or where an earlier decoder of this file stopped
     * @throws UnusableFlowFile when the name should hold the time and does not
     */
    public FlowDecoder decoder(String fileName, FlowPosition from) {
        return decoder(fileName, from, FlowRow.LATEST_MILLIS);
    }

    /**
     * The same for a file of which something is known.
     *
     * @param latestMillis no flow of it can begin later
     */
    public FlowDecoder decoder(String fileName, FlowPosition from, long latestMillis) {
        return new FlowDecoder(this, fileName, from, latestMillis);
    }

    /**
     * Reads one line that was kept in suspense.
     *
     * @param fileName of the file it was in
     * @param header the header line that was in force; null where there was none
     * @param raw without its line end; both lines of a two-line record
     * @param whole whether the line had an end
     * @param latestMillis it cannot begin later
     * @throws UnusableFlowFile when the name should hold the time and does not
     */
    public void again(
            String fileName, @Nullable String header, byte[] raw, boolean whole, long latestMillis, FlowSink sink) {
        String before = layout == Layout.CISCO_CACHE ? CiscoCache.HEADER : header == null ? "" : header;
        String line = new String(raw, StandardCharsets.ISO_8859_1) + (whole ? "\n" : "");
        byte[] text = ((before.isEmpty() ? "" : before + "\n") + line).getBytes(StandardCharsets.ISO_8859_1);
        decoder(fileName, FlowPosition.START, latestMillis).decode(text, 0, text.length, true, sink);
    }
}
