package io.turnpike.mediation.traffic;

import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.flows.FlowAggregator;
import io.turnpike.mediation.flows.FlowControl.Fate;
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
    private final Map<Integer, FlowAggregator> files = new TreeMap<>();
    private final List<SuspendedRecord> taken = new ArrayList<>();
    private final List<SuspendedRecord> filtered = new ArrayList<>();
    private final List<Suspense.FailedRetry> failed = new ArrayList<>();

    RetriedLines(FlowFormat format, Owners owners, TrafficZones zones) {
        this.format = format;
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
        long leftOut = file.control().records(Fate.FILTERED);
        long before = file.control().recordsRead();
        try {
            format.again(record.file(), record.header(), record.raw(), isWhole(record), file);
        } catch (UnusableFlowFile e) {
            fail(record, record.reason(), String.valueOf(e.getMessage()));
            return;
        }
        List<FlowRejection> now = file.rejections();
        if (now.size() > rejections) {
            FlowRejection rejection = now.get(now.size() - 1);
            fail(record, rejection.fault().word(), rejection.detail());
        } else if (file.control().recordsRead() == before || file.control().records(Fate.FILTERED) > leftOut) {
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
        failed.add(new Suspense.FailedRetry(record, reason, detail, null));
    }

    int failed() {
        return failed.size();
    }

    /** Writes what came of the lines, in the running transaction. */
    void store(FlowCollection.Stores stores) {
        files.forEach((file, lines) -> {
            stores.deltas().append(file, owners.directory(), lines.totals());
            stores.unmatched().add(file, lines.unmatched().rows());
            long held = lines.control().records(Fate.UNMATCHED);
            long rated = lines.control().records(Fate.AGGREGATED);
            long out =
                    filtered.stream().filter(record -> record.fileId() == file).count();
            stores.files()
                    .recount(
                            file,
                            new ControlTotals(
                                    0,
                                    rated,
                                    -rated - held - out,
                                    0,
                                    out,
                                    held,
                                    0,
                                    lines.totals().totalBytes(),
                                    0,
                                    0));
        });
        stores.suspense().settle(taken, Settled.RATED);
        stores.suspense().settle(filtered, Settled.FILTERED);
        stores.suspense().failAgain(failed);
    }
}
