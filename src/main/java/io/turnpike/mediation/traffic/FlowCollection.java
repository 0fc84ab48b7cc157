package io.turnpike.mediation.traffic;

import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.FileProgress;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.flows.FlowAggregator;
import io.turnpike.mediation.flows.FlowChunks;
import io.turnpike.mediation.flows.FlowControl;
import io.turnpike.mediation.flows.FlowFile;
import io.turnpike.mediation.flows.FlowFormat;
import io.turnpike.mediation.flows.FlowRejection;
import io.turnpike.mediation.flows.SummaryCheck;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.flows.UnusableFlowFile;
import io.turnpike.mediation.suspense.Suspense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in one partition's share of the files of flows, range by range. A range is one transaction: the sums of services, those of
 * addresses without an owner, suspended lines, the file's position and its control totals are committed together.
 */
final class FlowCollection implements StepWork {
    /** Where a range's results go. */
    @Component
    record Stores(
            InputFiles files,
            Suspense suspense,
            TrafficDeltas deltas,
            UnmatchedHours unmatched,
            TrafficChunks chunks,
            Clock clock) {
        /** No flow that is taken in now begins later: a day on top, as for calls. */
        long latestMillis() {
            return clock.instant().plus(Duration.ofDays(1)).toEpochMilli();
        }
    }

    private static final int SHOWN_OF_HEADER = 100;

    private final Stores stores;
    private final Map<String, FlowFormat> formats;
    private final TrafficZones zones;
    private final Owners owners;
    private final FlowChunks read;
    private final Inbox inbox;
    private final StepRequest request;
    private final Progress progress;
    private final FileProgress way;
    private final Iterator<Inbox.Delivery> deliveries;
    private final List<Inbox.Delivery> finished = new ArrayList<>();
    private final FlowControl taken = new FlowControl();
    private @Nullable OpenFile open;
    private int sumsBefore;

    /**
     * What flows are read, identified and classed by.
     *
     * @param cut how files are divided: into transactions, and into pieces that are known again
     */
    record Rules(Map<String, FlowFormat> formats, TrafficZones zones, Owners owners, FlowChunks.Cut cut) {}

    FlowCollection(Stores stores, Rules rules, Inbox inbox, List<Inbox.Delivery> deliveries, StepRequest request) {
        this.stores = stores;
        this.formats = rules.formats;
        this.zones = rules.zones;
        this.owners = rules.owners;
        this.read = new FlowChunks(rules.cut);
        this.inbox = inbox;
        this.request = request;
        this.progress = request.progress();
        this.way = new FileProgress(progress, deliveries);
        this.deliveries = deliveries.iterator();
    }

    /** A file that is being taken in. */
    private static final class OpenFile {
        private final Inbox.Delivery delivery;
        private final InputFile file;
        private final FlowFormat format;
        private final long latestMillis;
        private FlowCheckpoint checkpoint;
        private @Nullable FlowFile flows;

        OpenFile(Inbox.Delivery delivery, InputFile file, FlowFormat format, long latestMillis) {
            this.latestMillis = latestMillis;
            this.delivery = delivery;
            this.file = file;
            this.format = format;
            this.checkpoint = FlowCheckpoint.of(file.checkpoint());
        }

        FlowFile flows() throws IOException {
            FlowFile opened = flows;
            if (opened == null) {
                opened = FlowFile.open(delivery.path(), format, checkpoint.position(), latestMillis);
                flows = opened;
            }
            return opened;
        }

        void close() {
            try {
                if (flows != null) {
                    flows.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + delivery.path(), e);
            }
        }
    }

    @Override
    public @Nullable Piece next() {
        // a file is put away when the transaction that finished it is committed: the next piece is asked for only then
        finished.forEach(inbox::archive);
        finished.clear();
        while (open == null) {
            if (!deliveries.hasNext()) {
                way.end();
                tell();
                return null;
            }
            Inbox.Delivery delivery = deliveries.next();
            way.begin(delivery);
            open = open(delivery);
        }
        OpenFile file = open;
        return () -> take(file);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** Claims a file; null when the same bytes were taken in before, under this name or another. */
    private @Nullable OpenFile open(Inbox.Delivery delivery) {
        FlowFormat format = formats.get(delivery.format());
        if (format == null) {
            throw new IllegalStateException("no reader " + delivery.format());
        }
        InputFile file = stores.files.claim(delivery.path(), delivery.format(), null, null, request.runId());
        if (file.isDone()) {
            progress.note(delivery.path().getFileName() + ": the same file was taken in before as " + file.name()
                    + "; nothing changed");
            inbox.archive(delivery);
            return null;
        }
        return new OpenFile(delivery, file, format, stores.latestMillis());
    }

    private void take(OpenFile file) {
        try {
            read.clear();
            boolean more = file.flows().read(Long.MAX_VALUE, read);
            if (read.lacksHeader() && file.checkpoint.position().offset() == 0) {
                FlowRejection first = read.rejections().get(0);
                throw new UnusableFlowFile(
                        "line " + first.line() + ": " + first.detail() + ", nor has any line after it; is "
                                + file.format.name() + " the right reader? the line begins '"
                                + first.raw().substring(0, Math.min(first.raw().length(), SHOWN_OF_HEADER)) + "'");
            }
            FlowAggregator range = new FlowAggregator(owners.index(), zones, sumsBefore);
            TrafficChunks.Claimed claimed =
                    stores.chunks.claim(file.file.fileId(), file.checkpoint.headOr(read.chunks()), read);
            read.giveTo(range, claimed.all(), claimed.fresh()::contains);
            sumsBefore = range.totals().size();
            store(file, range, file.flows());
            way.at(file.flows().fileBytes(), range.control().recordsRead());
            if (!more) {
                finish(file);
            }
        } catch (UnusableFlowFile e) {
            String reason = String.valueOf(e.getMessage());
            stores.files.refuse(file.file, reason);
            progress.refused(InputFiles.refused(file.file, reason));
            leave(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.delivery.path(), e);
        }
    }

    /** What a range made and how far it came go together. */
    private void store(OpenFile file, FlowAggregator range, FlowFile flows) {
        int fileId = file.file.fileId();
        FlowControl control = range.control();
        stores.deltas.append(fileId, owners.directory(), range.totals());
        stores.unmatched.add(fileId, range.unmatched().rows());
        stores.suspense.keep(
                fileId,
                flows.header().isEmpty() ? null : flows.header(),
                range.rejections().stream().map(FlowCollection::suspended).toList());
        boolean first = file.checkpoint.position().offset() == 0;
        String before = first ? "" : file.checkpoint.text();
        file.checkpoint = file.checkpoint.after(
                flows.position(),
                file.checkpoint.headOr(read.chunks()),
                range.summaries().size(),
                control);
        stores.files.advance(
                file.file,
                before,
                new InputFiles.Position(
                        flows.position().offset(), flows.position().line(), file.checkpoint.text()),
                totals(new Volume(read.records(), 0, read.bytes(), 0), control));
        range.summaries().stream()
                .filter(check -> !check.agrees())
                .map(SummaryCheck::toString)
                .forEach(check -> progress.note("WARNING " + file.file.name() + ": " + check));
        taken.add(control);
    }

    /** Flows that found no owner wait for one: they are held. */
    private static ControlTotals totals(Volume read, FlowControl control) {
        return ControlTotals.of(
                        read,
                        Map.of(
                                Fate.RATED,
                                volume(control, FlowControl.Fate.AGGREGATED),
                                Fate.SUSPENDED,
                                volume(control, FlowControl.Fate.REJECTED),
                                Fate.DUPLICATE,
                                volume(control, FlowControl.Fate.DUPLICATE),
                                Fate.FILTERED,
                                volume(control, FlowControl.Fate.FILTERED),
                                Fate.HELD,
                                volume(control, FlowControl.Fate.UNMATCHED)))
                .bothSides(control.bytes(FlowControl.Fate.COUNTED_TWICE));
    }

    static Volume volume(FlowControl control, FlowControl.Fate fate) {
        return new Volume(control.records(fate), 0, control.bytes(fate), 0);
    }

    private static Suspense.Entry suspended(FlowRejection rejection) {
        // equal lines are different flows: only the same line at the same place of a file delivered again is known by
        // this
        String place = rejection.line() + " " + rejection.offset() + " " + rejection.raw();
        return new Suspense.Entry(
                rejection.line(),
                rejection.offset(),
                rejection.raw().getBytes(StandardCharsets.ISO_8859_1),
                rejection.fault().word(),
                rejection.detail(),
                null,
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.ISO_8859_1)),
                Volume.ofRecords(1));
    }

    private void finish(OpenFile file) {
        stores.files.done(file.file, file.checkpoint.remarks());
        leave(file);
    }

    private void leave(OpenFile file) {
        file.close();
        open = null;
        finished.add(file.delivery);
    }

    private void tell() {
        if (taken.recordsRead() > 0) {
            progress.note("flows: read " + taken.recordsRead() + " = to services "
                    + taken.records(FlowControl.Fate.AGGREGATED)
                    + " + held without an owner " + taken.records(FlowControl.Fate.UNMATCHED) + " + filtered "
                    + taken.records(FlowControl.Fate.FILTERED) + " + suspended "
                    + taken.records(FlowControl.Fate.REJECTED) + " + duplicate "
                    + taken.records(FlowControl.Fate.DUPLICATE) + "; bytes "
                    + taken.bytesRead() + " = " + taken.bytes(FlowControl.Fate.AGGREGATED) + " + "
                    + taken.bytes(FlowControl.Fate.UNMATCHED)
                    + " + " + taken.bytes(FlowControl.Fate.FILTERED) + " + duplicate "
                    + taken.bytes(FlowControl.Fate.DUPLICATE)
                    + "; between two services " + taken.bytes(FlowControl.Fate.COUNTED_TWICE)
                    + "; estimated " + taken.bytes(FlowControl.Fate.ESTIMATED));
        }
    }
}
