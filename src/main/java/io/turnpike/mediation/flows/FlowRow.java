package io.turnpike.mediation.flows;

import io.turnpike.mediation.flows.FlowFormat.FlowFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the fields of one line into a {@link Flow}. */
@SuppressWarnings("EnumOrdinal") // an index into an array of this class, never stored
final class FlowRow {
    private static final int NO_SLOT = -1;
    /** 2^32: the router's uptime counter starts again after 49.7 days. */
    private static final long UPTIME_WRAP_MILLIS = 1L << 32;

    /** 2000-01-01: before it are only routers whose clock was never set, and zeros for "unknown". */
    static final long EARLIEST_MILLIS = 946_684_800_000L;
    /** The year 3000: later hours would not fit into what they are stored in. */
    static final long LATEST_MILLIS = 32_503_680_000_000L;
    /** 30 Gbit/s for the longest flow; bounds the sums of a damaged file. */
    private static final long MOST_BYTES = 10_000_000_000_000_000L;

    private static final FlowColumn[] ALL = FlowColumn.values();

    private final FlowFormat format;
    private final long latestMillis;
    private final List<String> names = new ArrayList<>();
    private final int[] slotOf = new int[ALL.length];
    private final LineFields fields;
    private final LocalClock clock;
    private final AddressText address = new AddressText();
    private final List<Filter> filters = new ArrayList<>();
    private int expectedColumns;
    private boolean lastColumnWanted;
    private boolean estimated;
    private String detail = "";
    private long flows;
    private long reverseBytes;
    private long reversePackets;
    private long uptime;

    private record Filter(int slot, List<byte[]> values, boolean keep) {}

    /** @param latestMillis what begins later is refused */
    FlowRow(FlowFormat format, long latestMillis) {
        this.format = format;
        this.latestMillis = latestMillis;
        Arrays.fill(slotOf, NO_SLOT);
        format.columns().forEach((column, name) -> slotOf[column.ordinal()] = slot(name));
        for (FlowFilter filter : format.filters()) {
            List<byte[]> values = filter.values().stream()
                    .map(value -> value.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            filters.add(new Filter(slot(filter.column()), values, filter.keep()));
        }
        fields = new LineFields(format, names.size());
        clock = new LocalClock(format.times());
        if (!format.positions().isEmpty()) {
            usePositions();
        }
    }

    private int slot(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    private void usePositions() {
        int[] first = new int[names.size()];
        int[] last = new int[names.size()];
        for (int slot = 0; slot < first.length; slot++) {
            int[] place = format.positions().getOrDefault(names.get(slot), new int[] {1, 1});
            first[slot] = place[0] - 1;
            last[slot] = place[1] - 1;
            expectedColumns = Math.max(expectedColumns, place[1]);
        }
        lastColumnWanted = true; // nothing says what comes after
        fields.want(first, last);
    }

    /** Takes the columns' names from a header line; what is lacking, or an empty text. */
    String useHeader(String header) {
        List<String> found = Arrays.stream(split(header)).map(String::strip).toList();
        List<String> lacking =
                names.stream().filter(name -> !found.contains(name)).toList();
        if (!lacking.isEmpty() || found.size() > LineFields.MOST_COLUMNS) {
            return "the header has no column '" + String.join("', '", lacking) + "'";
        }
        int[] places = names.stream().mapToInt(found::indexOf).toArray();
        expectedColumns = found.size();
        lastColumnWanted = Arrays.stream(places).anyMatch(place -> place == found.size() - 1);
        fields.want(places, places);
        return "";
    }

    private String[] split(String header) {
        return format.layout() == FlowFormat.Layout.BLANKS
                ? header.strip().split("[ \t]+", -1)
                : header.split(java.util.regex.Pattern.quote(String.valueOf((char) format.delimiter())), -1);
    }

    LineFields fields() {
        return fields;
    }

    /** What was found instead, after {@link #read} gave a fault. */
    String detail() {
        return detail;
    }

    /** Of the summary's count: one a line, unless the line says it was summed of more. */
    long flows() {
        return flows;
    }

    long reverseBytes() {
        return reverseBytes;
    }

    long reversePackets() {
        return reversePackets;
    }

    /** Whether a rule of the reader leaves the flow out. */
    boolean isFiltered(byte[] b) {
        for (Filter filter : filters) {
            int from = fields.starts[filter.slot];
            int to = fields.ends[filter.slot];
            boolean found = false;
            for (byte[] value : filter.values) {
                found |= Arrays.equals(b, from, to, value, 0, value.length);
            }
            if (found != filter.keep) {
                return true;
            }
        }
        return false;
    }

    /** Fills the flow; a fault when the line cannot be used. */
    @Nullable FlowFault read(byte[] b, Flow flow, boolean finished) {
        boolean fixed = format.columnsFromHeader();
        boolean tooFew = fields.columns() < expectedColumns;
        if (tooFew || (fixed && fields.columns() > expectedColumns)) {
            detail = fields.columns() + " columns instead of " + expectedColumns;
            return tooFew && !finished ? FlowFault.UNFINISHED_LINE : FlowFault.WRONG_COLUMN_COUNT;
        }
        if (!finished && lastColumnWanted) {
            detail = "the last line has no line end, so its last value may be cut";
            return FlowFault.UNFINISHED_LINE;
        }
        estimated = format.estimated();
        FlowFault fault = addresses(b, flow);
        if (fault == null) {
            fault = numbers(b, flow);
        }
        if (fault == null) {
            fault = times(b, flow);
        }
        flow.estimated = estimated;
        flow.secondOfLine = false;
        return fault;
    }

    private @Nullable FlowFault addresses(byte[] b, Flow flow) {
        if (!address(b, FlowColumn.SOURCE)) {
            return badAddress(b, FlowColumn.SOURCE);
        }
        flow.sourceHigh = address.high();
        flow.sourceLow = address.low();
        if (!address(b, FlowColumn.DESTINATION)) {
            return badAddress(b, FlowColumn.DESTINATION);
        }
        flow.destinationHigh = address.high();
        flow.destinationLow = address.low();
        return null;
    }

    private boolean address(byte[] b, FlowColumn column) {
        int slot = slotOf[column.ordinal()];
        return address.read(b, fields.starts[slot], fields.ends[slot]);
    }

    private FlowFault badAddress(byte[] b, FlowColumn column) {
        detail = column.word() + " '" + text(b, column) + "'";
        return text(b, column).contains("..") ? FlowFault.CUT_ADDRESS : FlowFault.BAD_ADDRESS;
    }

    private @Nullable FlowFault numbers(byte[] b, Flow flow) {
        flow.bytes = number(b, FlowColumn.BYTES);
        flow.packets = optional(b, FlowColumn.PACKETS, 0);
        reverseBytes = optional(b, FlowColumn.REVERSE_BYTES, 0);
        reversePackets = optional(b, FlowColumn.REVERSE_PACKETS, 0);
        flows = optional(b, FlowColumn.FLOWS, 1);
        long worst =
                Math.min(Math.min(flow.bytes, flow.packets), Math.min(reverseBytes, Math.min(reversePackets, flows)));
        if (worst >= 0) {
            return Math.max(flow.bytes, reverseBytes) > MOST_BYTES ? tooManyBytes(b) : null;
        }
        return worst == FlowNumbers.SCALED ? FlowFault.SCALED_NUMBER : FlowFault.BAD_NUMBER;
    }

    private FlowFault tooManyBytes(byte[] b) {
        detail = "bytes '" + text(b, FlowColumn.BYTES) + "'";
        return FlowFault.TOO_MANY_BYTES;
    }

    private long optional(byte[] b, FlowColumn column, long otherwise) {
        return slotOf[column.ordinal()] == NO_SLOT ? otherwise : number(b, column);
    }

    private long number(byte[] b, FlowColumn column) {
        int slot = slotOf[column.ordinal()];
        long value = FlowNumbers.whole(b, fields.starts[slot], fields.ends[slot]);
        if (value == FlowNumbers.SCALED && format.scaledAsEstimate()) {
            estimated = true;
            value = FlowNumbers.scaled(b, fields.starts[slot], fields.ends[slot]);
        }
        if (value < 0) {
            detail = column.word() + " '" + text(b, column) + "'";
        }
        return value;
    }

    private @Nullable FlowFault times(byte[] b, Flow flow) {
        long boot = format.times().kind() == FlowTimes.Kind.SINCE_BOOT ? boot(b) : 0;
        if (boot == LocalClock.NO_TIME) {
            return FlowFault.BAD_TIME;
        }
        long start = time(b, FlowColumn.START, boot, Long.MIN_VALUE);
        if (start == LocalClock.NO_TIME) {
            return badTime(b, FlowColumn.START);
        }
        long end;
        if (slotOf[FlowColumn.DURATION.ordinal()] != NO_SLOT) {
            int slot = slotOf[FlowColumn.DURATION.ordinal()];
            long lasts = FlowNumbers.secondsAsMillis(b, fields.starts[slot], fields.ends[slot]);
            if (lasts < 0) {
                return badTime(b, FlowColumn.DURATION);
            }
            end = start + lasts;
        } else {
            end = time(b, FlowColumn.END, boot, start);
            if (end == LocalClock.NO_TIME) {
                return badTime(b, FlowColumn.END);
            }
        }
        if (start > latestMillis) {
            detail = "it begins on " + Instant.ofEpochMilli(start) + ", which is to come";
            return FlowFault.TIME_OUT_OF_RANGE;
        }
        flow.startMillis = start;
        flow.endMillis = end;
        if (end < start || end - start > FlowAggregator.LONGEST_FLOW_MILLIS) {
            detail = (end - start) + " ms from start to end";
            return end < start ? FlowFault.ENDS_BEFORE_START : FlowFault.TOO_LONG_FLOW;
        }
        return null;
    }

    private long time(byte[] b, FlowColumn column, long boot, long notBefore) {
        int slot = slotOf[column.ordinal()];
        int from = fields.starts[slot];
        int to = fields.ends[slot];
        long value = switch (format.times().kind()) {
            case LOCAL -> clock.read(b, from, to, notBefore);
            case EPOCH_SECONDS -> FlowNumbers.secondsAsMillis(b, from, to);
            case EPOCH_MILLIS -> FlowNumbers.whole(b, from, to);
            case SINCE_BOOT -> sinceBoot(FlowNumbers.whole(b, from, to), boot);
            case FILE_NAME -> LocalClock.NO_TIME;
        };
        return value < EARLIEST_MILLIS || value > LATEST_MILLIS ? LocalClock.NO_TIME : value;
    }

    /**
     * When the router's counter was zero, minus what {@link #uptime} holds: {@code sent - uptime}. The counter is 32 bits wide, so
     * a flow that seems to begin after it was sent began before the counter started again.
     */
    private long boot(byte[] b) {
        long sent = number(b, FlowColumn.SENT_SECONDS);
        long nanos = optional(b, FlowColumn.SENT_NANOS, 0);
        uptime = number(b, FlowColumn.UPTIME_MILLIS);
        if (sent < 0 || nanos < 0 || uptime < 0 || sent > LATEST_MILLIS / 1000) {
            return LocalClock.NO_TIME;
        }
        return sent * 1000 + nanos / 1_000_000 - uptime;
    }

    private long sinceBoot(long millis, long boot) {
        if (millis < 0) {
            return LocalClock.NO_TIME;
        }
        return boot + (millis > uptime ? millis - UPTIME_WRAP_MILLIS : millis);
    }

    private FlowFault badTime(byte[] b, FlowColumn column) {
        detail = column.word() + " '" + text(b, column) + "'";
        return format.times().kind() == FlowTimes.Kind.LOCAL && column != FlowColumn.DURATION
                ? clock.fault()
                : FlowFault.BAD_TIME;
    }

    private String text(byte[] b, FlowColumn column) {
        int slot = slotOf[column.ordinal()];
        return FlowNumbers.text(b, fields.starts[slot], Math.min(fields.ends[slot], fields.starts[slot] + 60));
    }
}
