package io.turnpike.charging;

import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.Rejection;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.FileOrder;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.suspense.DuplicateRecord;
import io.turnpike.mediation.suspense.Settled;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries the records in suspense again, format by format, a thousand records a transaction: their charges with the file and line
 * they came from, their way out of suspense and the control totals of their files go together.
 */
final class SuspenseRetryWork implements StepWork {
    /** Small enough that a mistake found half-way costs little, large enough for COPY. */
    private static final int RECORDS = 1_000;

    private static final LineBlock NO_BLOCK = LineBlock.whole(new byte[0]);

    private final CallCollection.Tools with;
    private final PriceBook prices;
    private final Iterator<CallFormat> formats;
    private final @Nullable String reason;
    private final long runId;
    private final Progress progress;
    private final int mostRecords;

    /** What goes back into suspense during the run is not tried again in it. */
    private final long last;

    private @Nullable CallFormat format;
    private long after;
    private boolean heldSome;
    private ControlTotals settled = ControlTotals.NONE;

    SuspenseRetryWork(
            CallCollection.Tools with,
            PriceBook prices,
            List<CallFormat> formats,
            @Nullable String reason,
            StepRequest request) {
        this.with = with;
        this.prices = prices;
        this.formats = formats.iterator();
        this.reason = reason;
        this.runId = request.runId();
        this.progress = request.progress();
        this.mostRecords = request.range(RECORDS);
        this.last = with.suspense().last();
    }

    @Override
    public @Nullable Piece next() {
        while (true) {
            CallFormat current = format;
            if (current != null) {
                List<SuspendedRecord> page = with.suspense().open(reason, current.name(), after, mostRecords).stream()
                        .filter(record -> record.suspenseId() <= last)
                        .toList();
                if (!page.isEmpty()) {
                    after = page.get(page.size() - 1).suspenseId();
                    List<SuspendedRecord> whole = with.suspense().withSameKeys(page, reason, current.name()).stream()
                            .filter(record -> record.suspenseId() <= last)
                            .toList();
                    return () -> new Page(current, whole).retry();
                }
                if (heldSome) {
                    heldSome = false;
                    return () -> chargeHeld(current);
                }
            }
            if (!formats.hasNext()) {
                tell();
                return null;
            }
            format = formats.next();
            after = 0;
        }
    }

    private void tell() {
        if (settled.read().records() > 0) {
            progress.note("records tried again: " + settled.equation());
        }
    }

    /** Parts of long calls may be whole now. */
    private void chargeHeld(CallFormat of) {
        CounterStore.Sums counted = new CounterStore.Sums();
        with.held().charge(of, pricing(of), counted, runId, new TreeMap<>());
        with.counters().add(counted);
    }

    private CallPricing pricing(CallFormat of) {
        return new CallPricing(prices, of.name(), 0, with.clock().instant().getEpochSecond());
    }

    /** The records of one transaction. */
    private final class Page {
        private final List<RetriedRecord> records;
        private final CallPricing pricing;
        private final List<SuspendedRecord> rated = new ArrayList<>();
        private final List<String> currencies = new ArrayList<>();
        private final List<SuspendedRecord> duplicates = new ArrayList<>();
        private final List<SuspendedRecord> filtered = new ArrayList<>();
        private final List<SuspendedRecord> held = new ArrayList<>();
        private final List<Suspense.FailedRetry> failed = new ArrayList<>();
        private final Map<SuspendedRecord, String> contradictions = new HashMap<>();
        private final TreeMap<Integer, ControlTotals> recounts = new TreeMap<>();
        /** Second deliveries whose charge names them from now on, as theirs is the first place. */
        private final List<SuspendedRecord> named = new ArrayList<>();

        Page(CallFormat of, List<SuspendedRecord> page) {
            this.records =
                    page.stream().map(record -> RetriedRecord.read(of, record)).toList();
            this.pricing = pricing(of);
        }

        void retry() {
            int batch = with.writer().nextBatch();
            price(Set.of());
            if (!with.writer().write(pricing.charges(), batch)) {
                Set<SuspendedRecord> charged = noteChargedBefore();
                pricing.takeBack();
                price(charged);
                if (!with.writer().write(pricing.charges(), batch)) {
                    throw new IllegalStateException(
                            "another process charged the same records at this moment; restart the run");
                }
            }
            parts();
            CounterStore.Sums counted = new CounterStore.Sums();
            pricing.counted(counted);
            with.counters().add(counted);
            leaveSuspense();
            recount();
            settled = settled.plus(ControlTotals.of(
                    Volume.ofRecords(records.size()),
                    Map.of(
                            Fate.RATED, Volume.ofRecords(rated.size()),
                            Fate.SUSPENDED, Volume.ofRecords(failed.size()),
                            Fate.DUPLICATE, Volume.ofRecords(duplicates.size() + named.size()),
                            Fate.FILTERED, Volume.ofRecords(filtered.size()),
                            Fate.HELD, Volume.ofRecords(held.size()))));
            progress.advance(records.size());
        }

        /** Prices what is usage now; the rows of the block are those of {@code rated}, in this order. */
        private void price(Set<SuspendedRecord> except) {
            pricing.begin(NO_BLOCK, CallPricing.Again.NONE);
            rated.clear();
            currencies.clear();
            failed.clear();
            for (RetriedRecord retried : records) {
                SuspendedRecord record = retried.record();
                UsageEvent event = retried.usage();
                String contradiction = contradictions.get(record);
                if (event != null && contradiction != null) {
                    failed.add(new Suspense.FailedRetry(
                            record, ChargedBefore.CONTRADICTS, contradiction, event.startEpochSecond(), usage(event)));
                } else if (event != null && !except.contains(record)) {
                    CallPricing.Outcome outcome = pricing.price(event, record.fileId(), record.line());
                    if (outcome instanceof CallPricing.Refused refused) {
                        failed.add(new Suspense.FailedRetry(
                                record, refused.reason(), refused.detail(), event.startEpochSecond(), usage(event)));
                    } else if (outcome instanceof CallPricing.Priced priced) {
                        rated.add(record);
                        currencies.add(priced.currency());
                    }
                }
                Rejection rejection = retried.rejection();
                if (rejection != null) {
                    failed.add(new Suspense.FailedRetry(
                            record, rejection.reason().word(), rejection.text(), null, record.usage()));
                }
            }
        }

        /** Those that have the key of a charged record: second deliveries, and those that contradict it. */
        private Set<SuspendedRecord> noteChargedBefore() {
            ChargeBlock block = pricing.charges();
            List<DuplicateRecord> found = new ArrayList<>();
            FileOrder order = with.again()
                    .order(rated.stream().map(SuspendedRecord::fileId).toList());
            Set<SuspendedRecord> again = new HashSet<>();
            with.writer().chargedBefore(block, order).forEach((row, charged) -> {
                SuspendedRecord record = rated.get(row);
                again.add(record);
                if (charged.contradiction().isPresent()) {
                    contradictions.put(record, charged.contradiction().get());
                    return;
                }
                found.add(new DuplicateRecord(
                        record.fileId(),
                        record.line(),
                        Instant.ofEpochSecond(block.epochSecond(row)),
                        new UUID(block.hashHigh(row), block.hashLow(row)),
                        charged.place().fileId(),
                        charged.place().line()));
            });
            Set<FileOrder.Place> places = with.again().note(found, recounts);
            for (SuspendedRecord record : again) {
                if (contradictions.containsKey(record)) {
                    continue;
                }
                boolean counts = places.contains(new FileOrder.Place(record.fileId(), record.line()));
                (counts ? named : duplicates).add(record);
            }
            return again;
        }

        /** Parts of long calls wait for the rest, like those that could be read at once; what is nothing is left out. */
        private void parts() {
            for (RetriedRecord retried : records) {
                SuspendedRecord record = retried.record();
                Part part = retried.callPart();
                if (part != null) {
                    with.held().parts().keepAgain(record, part);
                    held.add(record);
                } else if (retried.usage() == null && retried.rejection() == null) {
                    filtered.add(record);
                }
            }
            heldSome |= !held.isEmpty();
        }

        private void leaveSuspense() {
            Suspense suspense = with.suspense();
            suspense.settle(rated, Settled.RATED);
            suspense.settle(named, Settled.RATED);
            suspense.settle(duplicates, Settled.DUPLICATE);
            suspense.settle(filtered, Settled.FILTERED);
            suspense.handOver(held);
            suspense.failAgain(failed);
        }

        private void recount() {
            ChargeBlock block = pricing.charges();
            for (int row = 0; row < rated.size(); row++) {
                Volume now = Volume.of(UsageKind.of(block.kind(row)).unit(), block.quantity(row));
                ControlTotals moved =
                        ControlTotals.moved(Fate.SUSPENDED, rated.get(row).usage(), Fate.RATED, now);
                count(rated.get(row), moved.charging(Map.of(currencies.get(row), block.amountMicros(row))));
            }
            for (RetriedRecord retried : records) {
                UsageEvent event = retried.usage();
                Part part = retried.callPart();
                if (event != null && (duplicates.contains(retried.record()) || named.contains(retried.record()))) {
                    moved(retried.record(), Fate.DUPLICATE, usage(event));
                } else if (part != null) {
                    moved(retried.record(), Fate.HELD, HeldParts.usage(part));
                }
            }
            filtered.forEach(record -> moved(record, Fate.FILTERED, record.usage()));
            failed.forEach(again -> moved(again.record(), Fate.SUSPENDED, again.usage()));
            with.files().recount(runId, recounts);
        }

        private void moved(SuspendedRecord record, Fate to, Volume now) {
            count(record, ControlTotals.moved(Fate.SUSPENDED, record.usage(), to, now));
        }

        private void count(SuspendedRecord record, ControlTotals difference) {
            recounts.merge(record.fileId(), difference, ControlTotals::plus);
        }
    }

    private static Volume usage(UsageEvent event) {
        return Volume.of(event.kind().unit(), event.quantity());
    }
}
