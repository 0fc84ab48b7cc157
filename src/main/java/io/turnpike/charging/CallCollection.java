package io.turnpike.charging;

import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.calls.CallDecoder;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.Checkpoint;
import io.turnpike.mediation.calls.FileCheck;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.FileProgress;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.LineBlocks;
import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.mediation.suspense.DuplicateRecord;
import io.turnpike.mediation.suspense.Suspense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one partition's share of the files, range by range. A range is one transaction: its charges, its suspended records, the
 * file's position and its control totals are committed together, so that whatever stops the program, no record is lost or charged
 * twice.
 */
final class CallCollection implements StepWork {
    /** About 30,000 records of 280 bytes: transactions of 10,000 to 50,000 rows are the fastest. */
    private static final int RANGE_BYTES = 8 << 20;

    /** Counters are stored when so many were added to, and at the end. */
    private static final int MOST_COUNTED = 200_000;

    /** Updates of 10,000 to 50,000 rows a transaction, as with charges. */
    private static final int COUNTERS_A_PIECE = 20_000;

    /** A block collides again only when another process charges its records meanwhile: the same file under two names. */
    private static final int MOST_COLLISIONS = 20;

    /** What a collection works with. */
    record Tools(
            InputFiles files,
            Suspense suspense,
            ChargeWriter writer,
            HeldCalls held,
            SecondDeliveries again,
            CounterStore counters,
            Clock clock) {}

    private final Tools with;
    private final Map<String, CallFormat> formats;
    private final PriceBook prices;
    private final Inbox inbox;
    private final StepRequest request;
    private final Progress progress;
    private final FileProgress way;
    private final Iterator<Inbox.Delivery> deliveries;
    private final Iterator<CallFormat> held;
    private final CounterStore.Sums counted = new CounterStore.Sums();
    private final Queue<CounterStore.Sums> toStore = new ArrayDeque<>();
    private final List<Inbox.Delivery> finished = new ArrayList<>();
    private @Nullable OpenFile open;

    CallCollection(
            Tools with,
            Map<String, CallFormat> formats,
            PriceBook prices,
            Inbox inbox,
            List<Inbox.Delivery> deliveries,
            StepRequest request) {
        this.with = with;
        this.formats = formats;
        this.prices = prices;
        this.inbox = inbox;
        this.request = request;
        this.progress = request.progress();
        this.way = new FileProgress(progress, deliveries);
        this.deliveries = deliveries.iterator();
        this.held = request.partition() > 0
                ? Collections.emptyIterator()
                : with.held.parts().waitingFormats().stream()
                        .map(formats::get)
                        .filter(Objects::nonNull)
                        .iterator();
    }

    @Override
    public @Nullable Piece next() {
        // a file is put away when the transaction that finished it is committed: the next piece is asked for only then
        finished.forEach(inbox::archive);
        finished.clear();
        if (open == null && counted.size() >= MOST_COUNTED) {
            toStore.addAll(counted.takeParts(COUNTERS_A_PIECE));
        }
        if (!toStore.isEmpty()) {
            return storeCounters();
        }
        while (open == null) {
            if (!deliveries.hasNext()) {
                way.end();
                return last();
            }
            Inbox.Delivery delivery = deliveries.next();
            way.begin(delivery);
            InputFile file = claim(delivery);
            if (file != null && file.checkpoint().isEmpty()) {
                Optional<String> damage = damage(delivery);
                if (damage.isPresent()) {
                    return () -> refuse(delivery, file, damage.get());
                }
            }
            open = file == null ? null : open(delivery, file);
        }
        OpenFile file = open;
        return () -> take(file);
    }

    /** When all files are taken in: held calls, then the counters. */
    private @Nullable Piece last() {
        if (held.hasNext()) {
            return chargeHeld(held.next());
        }
        toStore.addAll(counted.takeParts(COUNTERS_A_PIECE));
        return toStore.isEmpty() ? null : storeCounters();
    }

    /**
     * Counters are stored late: one update for all that a file after the other added costs a fraction of an update for each. What a
     * crash leaves out changes no bill, because settling counts anew.
     */
    private Piece storeCounters() {
        CounterStore.Sums part = toStore.remove();
        return () -> with.counters.add(part);
    }

    /** Calls whose wait is over are charged though no file of their format comes any more. */
    private Piece chargeHeld(CallFormat format) {
        return () -> with.held.charge(
                format,
                new CallPricing(prices, format.name(), 0, with.clock.instant().getEpochSecond()),
                counted,
                request.runId(),
                new TreeMap<>());
    }

    private static Optional<String> damage(Inbox.Delivery delivery) {
        try {
            return LineBlocks.damage(delivery.path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + delivery.path(), e);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** A file that is being taken in. */
    private record OpenFile(
            Inbox.Delivery delivery, InputFile file, CallDecoder decoder, LineBlocks blocks, CallPricing pricing) {
        void close() {
            try {
                blocks.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + delivery.path(), e);
            }
        }
    }

    /** Claims a file; null when it was taken in before, under this name or another. */
    private @Nullable InputFile claim(Inbox.Delivery delivery) {
        CallFormat format = format(delivery);
        String name = String.valueOf(delivery.path().getFileName());
        var named = format.files().flatMap(pattern -> pattern.read(name));
        InputFile file = with.files.claim(
                delivery.path(),
                format.name(),
                named.map(parts -> parts.series()).orElse(null),
                named.filter(parts -> parts.sequence().isPresent())
                        .map(parts -> parts.sequence().getAsLong())
                        .orElse(null),
                request.runId());
        if (file.isDone()) {
            progress.note(name + ": the same file was taken in before as " + file.name() + "; nothing changed");
            inbox.archive(delivery);
            return null;
        }
        return file;
    }

    private CallFormat format(Inbox.Delivery delivery) {
        CallFormat format = formats.get(delivery.format());
        if (format == null) {
            throw new IllegalStateException("no reader " + delivery.format());
        }
        return format;
    }

    private OpenFile open(Inbox.Delivery delivery, InputFile file) {
        CallFormat format = format(delivery);
        Checkpoint from = file.checkpoint().isEmpty() ? Checkpoint.START : Checkpoint.of(file.checkpoint());
        try {
            return new OpenFile(
                    delivery,
                    file,
                    new CallDecoder(format, from),
                    LineBlocks.open(delivery.path(), from.offset(), request.range(RANGE_BYTES)),
                    new CallPricing(
                            prices,
                            format.name(),
                            file.fileId(),
                            with.clock.instant().getEpochSecond()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + delivery.path(), e);
        }
    }

    private void take(OpenFile file) {
        try {
            Optional<LineBlock> block = file.blocks.next();
            boolean ends = block.isEmpty() || block.get().last();
            if (ends) {
                with.held.hold(file.decoder.format());
            }
            if (block.isPresent()) {
                take(file, block.get());
            }
            if (ends) {
                finish(file);
            }
        } catch (UnusableFile e) {
            refuse(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.delivery.path(), e);
        }
    }

    /** One range: decode, price, write; what it made and how far it came go together. */
    private void take(OpenFile file, LineBlock block) throws IOException {
        int batch = with.writer.nextBatch();
        Checkpoint before = file.decoder.checkpoint();
        Volume readBefore = file.decoder.read();
        CallPricing pricing = file.pricing;
        CallPricing.Again again = new CallPricing.Again(new HashSet<>(), new HashMap<>());
        pricing.begin(block, again);
        file.decoder.decode(block, pricing);
        TreeMap<Integer, ControlTotals> recounts = new TreeMap<>();
        for (int tries = 0; !with.writer.write(pricing.charges(), batch); tries++) {
            if (tries == MOST_COLLISIONS) {
                throw new IllegalStateException(
                        file.file.name() + ": other processes charge the same records at this moment; restart the run");
            }
            againWithoutChargedBefore(file, block, before, again, recounts);
        }
        String header = file.decoder.header().orElse(null);
        dropSuspendedBefore(file, header, recounts);
        with.suspense.keep(file.file.fileId(), header, pricing.suspended());
        with.held.parts().keep(file.file, header, pricing.parts());
        Checkpoint now = file.decoder.checkpoint();
        Volume read = file.decoder.read().minus(readBefore);
        recounts.merge(file.file.fileId(), pricing.totals(read), ControlTotals::plus);
        with.files.advance(
                file.file,
                before.offset() == 0 ? "" : before.text(),
                new InputFiles.Position(now.offset(), now.lines(), now.text()),
                request.runId(),
                recounts);
        pricing.counted(counted);
        way.at(file.blocks.fileBytes(), read.records());
    }

    /** The block held records that were charged: what it did is taken back, and the rest is priced as if they were not there. */
    private void againWithoutChargedBefore(
            OpenFile file,
            LineBlock block,
            Checkpoint before,
            CallPricing.Again again,
            SortedMap<Integer, ControlTotals> recounts) {
        CallPricing pricing = file.pricing;
        ChargeBlock tried = pricing.charges();
        List<DuplicateRecord> duplicates = new ArrayList<>();
        with.writer
                .chargedBefore(tried, with.again.order(List.of(file.file.fileId())))
                .forEach((row, charged) -> {
                    long line = tried.line(row);
                    if (charged.contradiction().isPresent()) {
                        again.contradictions().put(line, charged.contradiction().get());
                        return;
                    }
                    again.duplicates().add(line);
                    duplicates.add(new DuplicateRecord(
                            file.file.fileId(),
                            line,
                            Instant.ofEpochSecond(tried.epochSecond(row)),
                            new UUID(tried.hashHigh(row), tried.hashLow(row)),
                            charged.place().fileId(),
                            charged.place().line()));
                });
        pricing.takeBack();
        pricing.begin(block, again);
        new CallDecoder(file.decoder.format(), before).decode(block, pricing);
        with.again.note(duplicates, recounts);
    }

    /** A record that could not be charged at its first delivery is not suspended a second time. */
    private void dropSuspendedBefore(
            OpenFile file, @Nullable String header, SortedMap<Integer, ControlTotals> recounts) {
        List<Suspense.Entry> suspended = file.pricing.suspended();
        List<DuplicateRecord> again = with.suspense.suspendedBefore(file.file.fileId(), suspended);
        with.again.noteSuspended(again, header, suspended, recounts);
        file.pricing.dropSuspended(again.stream().map(DuplicateRecord::line).collect(Collectors.toSet()));
    }

    private void finish(OpenFile file) {
        // its own row is changed below: in the order of files, as all such rows
        TreeMap<Integer, ControlTotals> recounts = new TreeMap<>(Map.of(file.file.fileId(), ControlTotals.NONE));
        with.held.charge(file.decoder.format(), file.pricing, counted, request.runId(), recounts);
        knowFiltered(file);
        FileCheck check = file.decoder.finish();
        with.files.done(file.file, check.isGood() ? null : String.join("; ", check.complaints()));
        leave(file);
    }

    /**
     * A file delivered again is all duplicates: also the records that its reader leaves out. They are not kept one by one; that the
     * same were left out of another file, in the same order, is known by their digest.
     */
    private void knowFiltered(OpenFile file) {
        Volume filtered = with.files.totals(file.file).of(Fate.FILTERED);
        if (filtered.records() == 0) {
            return;
        }
        with.files
                .leftOutBefore(file.file, file.decoder.checkpoint().totals().filteredDigest())
                .ifPresent(first -> {
                    with.files.recount(
                            request.runId(),
                            file.file.fileId(),
                            ControlTotals.moved(Fate.FILTERED, filtered, Fate.DUPLICATE, filtered));
                    progress.note(file.file.name() + ": the " + filtered.records()
                            + " records that are left out of it were delivered before in " + first.name());
                });
    }

    /** A file that makes no sense from its start is refused as a whole; one that breaks off later stops the run. */
    private void refuse(OpenFile file, UnusableFile reason) {
        if (file.decoder.checkpoint().totals().records() > 0
                || !file.file.checkpoint().isEmpty()) {
            throw reason;
        }
        file.close();
        open = null;
        refuse(file.delivery, file.file, String.valueOf(reason.getMessage()));
    }

    private void refuse(Inbox.Delivery delivery, InputFile file, String reason) {
        with.files.refuse(file, reason);
        progress.refused(InputFiles.refused(file, reason));
        finished.add(delivery);
    }

    private void leave(OpenFile file) {
        file.close();
        open = null;
        finished.add(file.delivery);
    }
}
