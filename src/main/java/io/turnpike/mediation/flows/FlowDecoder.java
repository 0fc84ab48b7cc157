package io.turnpike.mediation.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file of flows, block by block, from any position an earlier decoder stopped at. One instance a thread.
 * Benchmark: {@code scripts/bench netflow}.
 */
public final class FlowDecoder {
    /** A record of a real tool stays under 1 KiB; this bounds what a damaged file can make us hold. */
    public static final int LONGEST_LINE_BYTES = 64 * 1024;

    /** Enough of a line that is too long to see what it is. */
    private static final int KEPT_OF_LONG_LINE = 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    /** Parts of {@link FlowPosition#state}; no line holds one, because such lines are rejected. */
    private static final String PART = "\u0000";

    private final FlowFormat format;
    private final FlowRow row;
    private final @Nullable CiscoCache cisco;
    private final Flow flow = new Flow();
    private final NfdumpSummary summary = new NfdumpSummary();
    private final boolean[] special = new boolean[256];
    private final List<byte[]> ignore = new ArrayList<>();
    private byte[] header = {};
    private byte[] headerWord = {};
    private boolean tableOpen;
    private boolean skippingLine;
    private long line;
    private long offset;

    /** What one call of {@link #decode} was given. */
    @SuppressWarnings("ArrayRecordComponent") // a view of the caller's buffer; never compared
    private record Block(byte[] bytes, int to, boolean last, FlowSink sink) {}

    FlowDecoder(FlowFormat format, String fileName, FlowPosition from, long latestMillis) {
        this.format = format;
        this.row = new FlowRow(format, latestMillis);
        boolean named = format.times().kind() == FlowTimes.Kind.FILE_NAME;
        long fileMillis = named ? format.times().fileMillis(fileName) : 0;
        this.cisco = format.layout() == FlowFormat.Layout.CISCO_CACHE
                ? new CiscoCache(format.scaledAsEstimate(), fileMillis)
                : null;
        for (String prefix : format.ignore()) {
            ignore.add(prefix.getBytes(StandardCharsets.UTF_8));
            special[ignore.get(ignore.size() - 1)[0] & 0xFF] = true;
        }
        special['S'] = true; // Summary
        special['\r'] = true;
        special['\n'] = true;
        special[' '] = true;
        special[BYTE_ORDER_MARK[0] & 0xFF] = true;
        line = from.line();
        offset = from.offset();
        if (!from.state().isEmpty()) {
            restore(from.state());
        }
    }

    /**
     * Reads the whole lines of {@code [from, to)}, or until the sink is full.
     *
     * @param last nothing comes after these bytes: what stands after the last line end is a line, too
     * @return the end of what was read; the caller gives the rest again, with more bytes after it. A call that returns {@code from}
     *     needs a larger block; one of two {@link #LONGEST_LINE_BYTES} is always enough
     */
    public int decode(byte[] b, int from, int to, boolean last, FlowSink sink) {
        Block block = new Block(b, to, last, sink);
        int at = from;
        while (at < to && !sink.isFull()) {
            int end = row.fields().split(b, at, to);
            boolean finished = end < to;
            boolean tooLong = end - at > LONGEST_LINE_BYTES;
            if (!finished && !last && !tooLong && !skippingLine) {
                break;
            }
            int next = finished ? end + 1 : end;
            if (skippingLine || tooLong) {
                longLine(block, at, end, finished);
            } else {
                next = line(block, at, end, next);
                if (next < 0) {
                    break;
                }
            }
            offset += next - at;
            at = next;
        }
        return at;
    }

    /** Where to go on: after what was read. */
    public FlowPosition position() {
        String state = String.join(
                PART,
                tableOpen + "",
                skippingLine + "",
                summary.state(),
                new String(header, StandardCharsets.ISO_8859_1));
        return new FlowPosition(
                offset, line, Base64.getEncoder().encodeToString(state.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The header line in force; empty before the first and where a format has none. */
    public String header() {
        return new String(header, StandardCharsets.ISO_8859_1);
    }

    private void restore(String encoded) {
        String state = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
        String[] parts = state.split(PART, 4);
        tableOpen = Boolean.parseBoolean(parts[0]);
        skippingLine = Boolean.parseBoolean(parts[1]);
        if (!parts[3].isEmpty()) {
            byte[] text = parts[3].getBytes(StandardCharsets.ISO_8859_1);
            useHeader(text, 0, text.length);
        }
        summary.restore(parts[2]); // after the header, which begins the sums anew
    }

    /** A line longer than any record: kept by its beginning, the rest read past, in as many blocks as it takes. */
    private void longLine(Block block, int at, int end, boolean finished) {
        if (!skippingLine) {
            block.sink.rejected(new FlowRejection(
                    line + 1,
                    offset,
                    FlowFault.LINE_TOO_LONG,
                    "more than " + LONGEST_LINE_BYTES + " bytes",
                    FlowNumbers.text(block.bytes, at, Math.min(end, at + KEPT_OF_LONG_LINE))));
        }
        skippingLine = !finished;
        if (finished) {
            line++;
        }
    }

    /** Reads one line, or the two of a two-line record; returns where the next begins, or -1 when more bytes are needed. */
    private int line(Block block, int at, int end, int next) {
        if (cisco != null && !row.fields().nul()) {
            return ciscoLine(cisco, block, at, end, next);
        }
        line++;
        if (row.fields().nul()) {
            reject(block, at, end, FlowFault.NUL_BYTES, "zero bytes");
            return next;
        }
        boolean plain = header.length > 0 || !format.columnsFromHeader();
        if (plain && !summary.isOpen() && !special[block.bytes[at] & 0xFF]) {
            record(block, at, end, next > end);
        } else {
            specialLine(block, at, end, next > end);
        }
        return next;
    }

    private void specialLine(Block block, int from, int end, boolean finished) {
        byte[] b = block.bytes;
        int at = startsWith(b, from, end, BYTE_ORDER_MARK) ? from + BYTE_ORDER_MARK.length : from;
        int textEnd = end > at && b[end - 1] == '\r' ? end - 1 : end;
        if (FlowNumbers.text(b, at, textEnd).isBlank()) {
            return;
        }
        for (byte[] prefix : ignore) {
            if (startsWith(b, at, end, prefix)) {
                if (summary.isOpen()) {
                    summary.restart();
                }
                return;
            }
        }
        boolean byHeader = format.columnsFromHeader();
        boolean again = headerWord.length > 0 && startsWith(b, at, end, headerWord);
        boolean first = header.length == 0 && !NfdumpSummary.begins(b, at, end);
        if (byHeader && (again || first)) {
            block.sink.section();
            takeHeader(block, at, textEnd);
        } else if (format.summary() && (summary.isOpen() || NfdumpSummary.begins(b, at, end))) {
            SummaryCheck check = summary.line(line, FlowNumbers.text(b, at, textEnd));
            if (check != null) {
                block.sink.summary(check);
            }
        } else {
            if (at != from) {
                row.fields().split(b, at, end);
            }
            record(block, at, end, finished);
        }
    }

    private void takeHeader(Block block, int at, int end) {
        String lacking = useHeader(block.bytes, at, end);
        if (!lacking.isEmpty()) {
            reject(block, at, end, FlowFault.NO_HEADER, lacking);
        }
    }

    private String useHeader(byte[] b, int at, int end) {
        String lacking = row.useHeader(FlowNumbers.text(b, at, end));
        if (!lacking.isEmpty()) {
            header = new byte[0];
            return lacking;
        }
        header = Arrays.copyOfRange(b, at, end);
        int word = 0;
        while (word < header.length && header[word] != format.delimiter() && header[word] != ' ') {
            word++;
        }
        headerWord = Arrays.copyOf(header, Math.min(word + 1, header.length));
        special[header[0] & 0xFF] = true;
        summary.restart();
        return "";
    }

    private void record(Block block, int at, int end, boolean finished) {
        flow.line = line;
        flow.offset = offset;
        FlowFault fault = row.read(block.bytes, flow, finished);
        if (fault != null) {
            reject(block, at, end, fault, row.detail());
            return;
        }
        long reverseBytes = row.reverseBytes();
        long reversePackets = row.reversePackets();
        summary.count(row.flows(), flow.bytes + reverseBytes, flow.packets + reversePackets);
        boolean filtered = row.isFiltered(block.bytes);
        give(filtered, block.sink);
        if (reverseBytes > 0) {
            flow.turnAround(reverseBytes, reversePackets);
            give(filtered, block.sink);
        }
    }

    private void give(boolean filtered, FlowSink sink) {
        if (filtered) {
            sink.filtered(flow);
        } else {
            sink.flow(flow);
        }
    }

    private int ciscoLine(CiscoCache cache, Block block, int at, int end, int next) {
        byte[] b = block.bytes;
        String first = FlowNumbers.text(b, at, end);
        if (!tableOpen || CiscoCache.isHeader(first) || CiscoCache.isPassedOver(first)) {
            tableOpen |= CiscoCache.isHeader(first);
            line++;
            return next;
        }
        int secondEnd = next;
        while (secondEnd < block.to && b[secondEnd] != '\n') {
            secondEnd++;
        }
        boolean tooLong = secondEnd - next > LONGEST_LINE_BYTES;
        boolean secondFinished = secondEnd < block.to;
        if (!secondFinished && !block.last && !tooLong) {
            return -1;
        }
        line++;
        flow.line = line;
        flow.offset = offset;
        FlowFault fault =
                tooLong ? FlowFault.NO_SECOND_LINE : cache.read(first, FlowNumbers.text(b, next, secondEnd), flow);
        if (fault == FlowFault.WRONG_COLUMN_COUNT || fault == FlowFault.NO_SECOND_LINE) {
            reject(block, at, end, fault, cache.detail()); // the line after may begin a flow
            return next;
        }
        if (fault == null && !secondFinished) {
            fault = FlowFault.UNFINISHED_LINE;
        }
        if (fault != null) {
            reject(block, at, secondEnd, fault, cache.detail());
        } else {
            block.sink.flow(flow);
        }
        line++;
        return Math.min(secondEnd + 1, block.to);
    }

    private void reject(Block block, int at, int end, FlowFault fault, String detail) {
        byte[] b = block.bytes;
        int textEnd = end > at && b[end - 1] == '\r' ? end - 1 : end;
        block.sink.rejected(new FlowRejection(line, offset, fault, detail, FlowNumbers.text(b, at, textEnd)));
    }

    private static boolean startsWith(byte[] b, int from, int to, byte[] prefix) {
        return to - from >= prefix.length && Arrays.equals(b, from, from + prefix.length, prefix, 0, prefix.length);
    }
}
