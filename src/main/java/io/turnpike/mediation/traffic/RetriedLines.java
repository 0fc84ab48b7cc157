package io.turnpike.mediation.traffic;

import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.flows.FlowAggregator;
import io.turnpike.mediation.flows.FlowControl;
import io.turnpike.mediation.flows.FlowFault;
import io.turnpike.mediation.flows.FlowFormat;
import io.turnpike.mediation.flows.FlowRejection;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.flows.UnusableFlowFile;
import io.turnpike.mediation.suspense.Settled;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.mediation.suspense.Suspense;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of flows from suspense that are read again in one transaction, with what came of them by the file they were in. */
final class RetriedLines {
    private final FlowFormat format;
    private final Owners owners;
    private final TrafficZones zones;
    private final long latestMillis;
    private final Map<Integer, FlowAggregator> files = new TreeMap<>();
    private final List<SuspendedRecord> taken = new ArrayList<>();
    private final List<SuspendedRecord> filtered = new ArrayList<>();
    private final List<Suspense.FailedRetry> failed = new ArrayList<>();

    /** @param latestMillis no flow can begin later */
    RetriedLines(FlowFormat format, Owners owners, TrafficZones zones, long latestMillis) {
        this.format = format;
        this.latestMillis = latestMillis;
        this.owners = owners;
        this.zones = zones;
    }

    void read(SuspendedRecord record) {
        if (record.reason().equals(FlowFault.LINE_TOO_LONG.word())) {
            fail(record, record.reason(), "only its beginning is kept: have it delivered in a file of its own");
            return;
        }
        FlowAggregator file = files.computeIfAbsent(record.fileId(), key -> new FlowAggregator(owners.index(), zones));
        int rejections = file.rejections().size();
        long leftOut = file.control().records(FlowControl.Fate.FILTERED);
        long before = file.control().recordsRead();
        try {
            format.again(record.file(), record.header(), record.raw(), isWhole(record), latestMillis, file);
        } catch (UnusableFlowFile e) {
            fail(record, record.reason(), String.valueOf(e.getMessage()));
            return;
        }
        List<FlowRejection> now = file.rejections();
        if (now.size() > rejections) {
            FlowRejection rejection = now.get(now.size() - 1);
            fail(record, rejection.fault().word(), rejection.detail());
        } else if (file.control().recordsRead() == before
                || file.control().records(FlowControl.Fate.FILTERED) > leftOut) {
            filtered.add(record);
        } else {
            taken.add(record);
        }
    }

    /** The last line of a file that broke off is not made whole by a line end: its last number may be cut. */
    private static boolean isWhole(SuspendedRecord record) {
        return !record.reason().equals(FlowFault.UNFINISHED_LINE.word());
    }

    private void fail(SuspendedRecord record, String reason, String detail) {
        failed.add(new Suspense.FailedRetry(record, reason, detail, null, record.usage()));
    }

    int failed() {
        return failed.size();
    }

    /** Writes what came of the lines, in the running transaction. */
    void store(FlowCollection.Stores stores, long runId) {
        files.forEach((file, lines) -> {
            stores.deltas().append(file, owners.directory(), lines.totals());
            stores.unmatched().add(file, lines.unmatched().rows());
            long out =
                    filtered.stream().filter(record -> record.fileId() == file).count();
            stores.files().recount(runId, file, totals(lines.control(), out));
        });
        stores.suspense().settle(taken, Settled.RATED);
        stores.suspense().settle(filtered, Settled.FILTERED);
        stores.suspense().failAgain(failed);
    }

    /** What leaves suspense was records only; reading it shows how many bytes it is. */
    private static ControlTotals totals(FlowControl control, long out) {
        Volume rated = FlowCollection.volume(control, FlowControl.Fate.AGGREGATED);
        Volume held = FlowCollection.volume(control, FlowControl.Fate.UNMATCHED);
        Volume filtered =
                FlowCollection.volume(control, FlowControl.Fate.FILTERED).withRecords(out);
        Volume now = rated.plus(held).plus(filtered);
        return ControlTotals.of(
                        now.withRecords(0),
                        Map.of(
                                Fate.SUSPENDED,
                                Volume.ofRecords(-now.records()),
                                Fate.RATED,
                                rated,
                                Fate.HELD,
                                held,
                                Fate.FILTERED,
                                filtered))
                .bothSides(control.bytes(FlowControl.Fate.COUNTED_TWICE));
    }
}
