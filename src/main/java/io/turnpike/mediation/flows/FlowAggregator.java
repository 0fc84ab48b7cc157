package io.turnpike.mediation.flows;

import io.turnpike.mediation.flows.FlowControl.Fate;
import io.turnpike.usage.Direction;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives flows to services and sums their bytes per traffic class and hour. One instance for one range of a file; what it holds at
 * the end is what one transaction writes.
 *
 * <p>A flow is outgoing for the service that has its source and incoming for the service that has its destination; one between two
 * services counts for both. One without an owner waits on every side that may be ours, and is counted on one of them, its source if
 * that is one: when that side finds an owner the flow is held no more. It belongs to whose the address was when the flow began.
 *
 * <p>The hours are those of the service's operator ({@link OperatorHours}), and of UTC where nobody is known yet. A flow over an hour's
 * edge is divided by time: every hour gets its share, rounded down, and the bytes left over go one each to the largest remainders (the
 * earlier hour on a tie), so that the shares add up.
 */
public final class FlowAggregator implements FlowSink {
    /** Routers end a flow after minutes, at most days; this bounds the loop over its hours. */
    static final long LONGEST_FLOW_MILLIS = 31L * 24 * 3600 * 1000;

    /** Those that begin within a flow, the one it begins in, and one that a change of the clock cuts short. */
    private static final int MOST_HOURS = (int) (LONGEST_FLOW_MILLIS / 3_600_000L) + 2;
    /** The first of a damaged file are enough to see what is wrong; all are counted. */
    private static final int MOST_SUMMARIES = 100;

    private final AddressIndex index;
    private final TrafficZones zones;
    private final TrafficTotals totals;
    private final UnmatchedTraffic unmatched;
    private final FlowControl control = new FlowControl();
    private final List<FlowRejection> rejections = new ArrayList<>();
    private final List<SummaryCheck> summaries = new ArrayList<>();
    private final long[] shares = new long[MOST_HOURS];
    private final long[] remainders = new long[MOST_HOURS];

    public FlowAggregator(AddressIndex index, TrafficZones zones) {
        this(index, zones, 0);
    }

    /** @param expected about how many sums there will be, such as of the range before; more are no fault */
    public FlowAggregator(AddressIndex index, TrafficZones zones, int expected) {
        this(index, zones, new UnmatchedTraffic(), expected);
    }

    FlowAggregator(AddressIndex index, TrafficZones zones, UnmatchedTraffic unmatched) {
        this(index, zones, unmatched, 0);
    }

    private FlowAggregator(AddressIndex index, TrafficZones zones, UnmatchedTraffic unmatched, int expected) {
        this.totals = new TrafficTotals(expected);
        this.index = index;
        this.zones = zones;
        this.unmatched = unmatched;
    }

    @Override
    public void flow(Flow f) {
        long second = Math.floorDiv(f.startMillis, 1000L);
        int source = index.serviceAt(f.sourceHigh, f.sourceLow, second);
        int destination = index.serviceAt(f.destinationHigh, f.destinationLow, second);
        int sourceSide = zones.side(f.sourceHigh, f.sourceLow);
        int destinationSide = zones.side(f.destinationHigh, f.destinationLow);
        boolean anyone = source >= 0 || destination >= 0;
        boolean ownSource = TrafficZones.isOwn(sourceSide);
        boolean ownDestination = TrafficZones.isOwn(destinationSide);
        boolean stranger = !anyone && !ownSource && !ownDestination; // of two unknown sides, either may be ours
        if (source >= 0 || ownSource || stranger) {
            spread(f, !anyone, source, TrafficZones.classWith(destinationSide, Direction.OUTGOING));
        }
        if (destination >= 0 || ownDestination || stranger) {
            spread(
                    f,
                    !anyone && !ownSource && !stranger,
                    destination,
                    TrafficZones.classWith(sourceSide, Direction.INCOMING));
        }
        count(f, anyone ? Fate.AGGREGATED : Fate.UNMATCHED);
        if (source >= 0 && destination >= 0) {
            count(f, Fate.COUNTED_TWICE);
        }
    }

    private void count(Flow f, Fate fate) {
        control.count(fate, f.secondOfLine ? 0 : 1, f.bytes);
        if (f.estimated && fate != Fate.COUNTED_TWICE) {
            control.count(Fate.ESTIMATED, f.secondOfLine ? 0 : 1, f.bytes);
        }
    }

    /** What of a held flow is counted with an hour of an address. */
    private enum Counted {
        /** Nothing: it has an owner, or is counted on its other side. */
        NOTHING,
        BYTES,
        BYTES_AND_RECORD
    }

    /** @param counted the flow has no owner and is counted on this side */
    private void spread(Flow f, boolean counted, int service, int trafficClass) {
        OperatorHours clock = index.hoursOf(service);
        int firstHour = clock.hourAt(f.startMillis);
        int lastHour = Math.max(
                firstHour, clock.hourAt(f.endMillis - 1)); // a flow that ends on the edge is not in the hour after
        Counted next = counted ? Counted.BYTES_AND_RECORD : Counted.NOTHING;
        if (firstHour == lastHour) {
            put(f, service, trafficClass, firstHour, f.bytes, next);
            return;
        }
        int hours = lastHour - firstHour + 1;
        divide(f, clock, firstHour, hours);
        for (int i = 0; i < hours; i++) {
            put(f, service, trafficClass, firstHour + i, shares[i], next);
            next = counted ? Counted.BYTES : Counted.NOTHING;
        }
    }

    private void put(Flow f, int service, int trafficClass, int hour, long bytes, Counted counted) {
        if (service >= 0) {
            totals.add(service, trafficClass, hour, bytes);
            return;
        }
        boolean source = zones.direction(trafficClass) == Direction.OUTGOING;
        boolean withRecord = counted == Counted.BYTES_AND_RECORD && !f.secondOfLine;
        unmatched.add(
                source ? f.sourceHigh : f.destinationHigh,
                source ? f.sourceLow : f.destinationLow,
                trafficClass,
                new UnmatchedTraffic.Portion(
                        hour,
                        bytes,
                        Math.floorDiv(f.startMillis, 1000L),
                        withRecord ? 1 : 0,
                        counted == Counted.NOTHING ? 0 : bytes));
    }

    /** Fills {@link #shares}. Nothing overflows: a flow's milliseconds squared are below 2^63. */
    private void divide(Flow f, OperatorHours clock, int firstHour, int hours) {
        long lasts = f.endMillis - f.startMillis;
        long whole = f.bytes / lasts;
        long part = f.bytes % lasts;
        long left = f.bytes;
        for (int i = 0; i < hours; i++) {
            long from = Math.max(f.startMillis, clock.beginMillis(firstHour + i));
            long to = Math.min(f.endMillis, clock.beginMillis(firstHour + i + 1));
            shares[i] = whole * (to - from) + (part * (to - from)) / lasts;
            remainders[i] = (part * (to - from)) % lasts;
            left -= shares[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < hours; i++) {
                if (remainders[i] > remainders[largest]) {
                    largest = i;
                }
            }
            shares[largest]++;
            remainders[largest] = -1;
        }
    }

    @Override
    public void filtered(Flow f) {
        count(f, Fate.FILTERED);
    }

    /** Counts records that were delivered before. */
    void duplicate(int records, long bytes) {
        control.count(Fate.DUPLICATE, records, bytes);
    }

    @Override
    public void rejected(FlowRejection rejection) {
        control.count(Fate.REJECTED, 1, 0);
        rejections.add(rejection);
    }

    @Override
    public void summary(SummaryCheck check) {
        if (!check.agrees()) {
            control.summaryDisagrees();
        }
        if (summaries.size() < MOST_SUMMARIES) {
            summaries.add(check);
        }
    }

    public TrafficTotals totals() {
        return totals;
    }

    public UnmatchedTraffic unmatched() {
        return unmatched;
    }

    public FlowControl control() {
        return control;
    }

    /** Every line that could not be used; bounded by the range of the file that was read. */
    public List<FlowRejection> rejections() {
        return rejections;
    }

    /** What the tool stated and what was read, the first hundred. */
    public List<SummaryCheck> summaries() {
        return summaries;
    }
}
