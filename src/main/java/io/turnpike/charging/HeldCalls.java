package io.turnpike.charging;

import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.PartMerger;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.FileOrder;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.suspense.DuplicateRecord;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.usage.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Charges long calls that their switch reports in parts: when all parts are there, or when the wait is over, as one call; a part
 * that comes after that as a continuation without setup fee.
 */
@Component
class HeldCalls {
    private final HeldParts parts;
    private final ChargeWriter writer;
    private final InputFiles files;
    private final SecondDeliveries deliveries;
    private final Suspense suspense;
    private final Clock clock;

    HeldCalls(
            HeldParts parts,
            ChargeWriter writer,
            InputFiles files,
            SecondDeliveries deliveries,
            Suspense suspense,
            Clock clock) {
        this.parts = parts;
        this.writer = writer;
        this.files = files;
        this.deliveries = deliveries;
        this.suspense = suspense;
        this.clock = clock;
    }

    HeldParts parts() {
        return parts;
    }

    /**
     * To be called before anything is written in a transaction that will charge held parts of the format: another one that charges them
     * may wait for what this one has written, and this one must not wait for that other one then.
     */
    void hold(CallFormat format) {
        if (format.partMerger().isPresent()) {
            parts.lock(format);
        }
    }

    /**
     * Charges what can be charged of a format's held parts; one transaction. Returns the calls charged.
     *
     * @param runId the run that charges
     * @param recounts takes the differences in the totals of the files; they are stored with those that are in it already
     */
    int charge(
            CallFormat format,
            CallPricing pricing,
            CounterStore.Sums counted,
            long runId,
            SortedMap<Integer, ControlTotals> recounts) {
        Optional<PartMerger> merger = format.partMerger();
        if (merger.isEmpty()) {
            files.recount(runId, recounts);
            return 0;
        }
        parts.lock(format);
        int batch = writer.nextBatch();
        int calls = 0;
        for (List<HeldParts.Stored> call : parts.waiting(format).values()) {
            calls += new Charging(pricing, batch, counted, recounts).charge(call, merger.get()) ? 1 : 0;
        }
        files.recount(runId, recounts);
        return calls;
    }

    /** The charging of one call. */
    private final class Charging {
        private final CallPricing pricing;
        private final int batch;
        private final CounterStore.Sums counted;
        private final SortedMap<Integer, ControlTotals> recounts;

        Charging(
                CallPricing pricing, int batch, CounterStore.Sums counted, SortedMap<Integer, ControlTotals> recounts) {
            this.pricing = pricing;
            this.batch = batch;
            this.counted = counted;
            this.recounts = recounts;
        }

        boolean charge(List<HeldParts.Stored> call, PartMerger merger) {
            FileOrder order =
                    deliveries.order(call.stream().map(HeldParts.Stored::fileId).toList());
            List<HeldParts.Stored> inOrder = new ArrayList<>(call);
            inOrder.sort(Comparator.<HeldParts.Stored>comparingLong(
                            part -> part.part().number())
                    .thenComparing(HeldCalls::place, order::compare));
            Instant heldSince = call.stream()
                    .filter(part -> !part.charged())
                    .map(HeldParts.Stored::heldAt)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            List<HeldParts.Stored> charged = new ArrayList<>(
                    inOrder.stream().filter(HeldParts.Stored::charged).toList());
            List<HeldParts.Stored> held = withoutDuplicates(
                    charged, inOrder.stream().filter(part -> !part.charged()).toList(), order);
            if (!charged.isEmpty()) {
                held.forEach(part -> late(part, charged));
                return true;
            }
            PartMerger.Merged merged =
                    merger.merge(held.stream().map(HeldParts.Stored::part).toList(), heldSince, clock.instant());
            if (merged instanceof PartMerger.Merged.Whole whole) {
                charge(whole.event(), whole.used(), held);
            } else if (merged instanceof PartMerger.Merged.Overdue overdue) {
                charge(overdue.event(), overdue.used(), held);
            } else if (merged instanceof PartMerger.Merged.Conflict conflict) {
                String detail = "two records claim to be part " + conflict.one().number() + " of call "
                        + conflict.one().call();
                held.forEach(part -> suspend(part, "part-conflict", detail));
            } else {
                return false;
            }
            return true;
        }

        /**
         * The held parts that are no second delivery of a charged or another held one; the others are noted.
         *
         * @param charged where a second delivery comes first by its place, it stands here afterwards
         */
        private List<HeldParts.Stored> withoutDuplicates(
                List<HeldParts.Stored> charged, List<HeldParts.Stored> held, FileOrder order) {
            List<HeldParts.Stored> known = new ArrayList<>(charged);
            List<HeldParts.Stored> first = new ArrayList<>();
            for (HeldParts.Stored part : held) {
                Optional<HeldParts.Stored> same = known.stream()
                        .filter(other -> other.part().equals(part.part()))
                        .findFirst();
                if (same.isEmpty()) {
                    known.add(part);
                    first.add(part);
                } else if (same.get().charged() && order.isBefore(place(part), place(same.get()))) {
                    HeldParts.Stored named = takePlace(part, same.get());
                    known.set(known.indexOf(same.get()), named);
                    charged.set(charged.indexOf(same.get()), named);
                } else {
                    duplicate(part, same.get());
                }
            }
            return first;
        }

        /**
         * A second delivery whose place comes before that of the part that was charged: the call is of this one from now on, and what
         * rounding makes different is counted here.
         */
        private HeldParts.Stored takePlace(HeldParts.Stored part, HeldParts.Stored charged) {
            Map<String, Long> price = deliveries.rename(
                    Instant.ofEpochSecond(charged.part().event().startEpochSecond()), place(charged), place(part));
            parts.remove(charged);
            parts.charged(part, charged.usage());
            note(charged, place(part));
            recount(part, moved(part, Fate.RATED, charged.usage()).charging(price));
            recount(
                    charged,
                    ControlTotals.moved(Fate.RATED, charged.usage(), Fate.DUPLICATE, HeldParts.usage(charged.part()))
                            .charging(SecondDeliveries.negated(price)));
            return part.asCharged(charged.usage());
        }

        private void recount(HeldParts.Stored part, ControlTotals difference) {
            recounts.merge(part.fileId(), difference, ControlTotals::plus);
        }

        /**
         * A part of a call that was charged: late, or another record of a part that is charged, which contradicts it. Second deliveries
         * are out by now.
         */
        private void late(HeldParts.Stored part, List<HeldParts.Stored> charged) {
            if (charged.stream()
                    .anyMatch(other -> other.part().number() == part.part().number())) {
                suspend(
                        part,
                        "part-conflict",
                        "another record of part " + part.part().number() + " of call "
                                + part.part().call() + " is charged");
                return;
            }
            charge(part.part().asContinuation(), List.of(part.part()), List.of(part));
            charged.add(part.asCharged(part.usage()));
        }

        private void charge(UsageEvent event, List<Part> used, List<HeldParts.Stored> held) {
            List<HeldParts.Stored> members =
                    held.stream().filter(part -> used.contains(part.part())).toList();
            HeldParts.Stored first = members.get(0);
            pricing.begin(LineBlock.whole(new byte[0]), CallPricing.Again.NONE);
            CallPricing.Outcome outcome = pricing.price(event, first.fileId(), first.line());
            if (outcome instanceof CallPricing.Refused refused) {
                held.forEach(part -> suspend(part, refused.reason(), refused.detail()));
                return;
            }
            if (!writer.write(pricing.charges(), batch)) {
                pricing.takeBack();
                ChargedBefore before = writer.chargedBefore(pricing.charges(), deliveries.order(List.of()))
                        .values()
                        .iterator()
                        .next();
                before.contradiction()
                        .ifPresentOrElse(
                                detail -> members.forEach(part -> suspend(part, ChargedBefore.CONTRADICTS, detail)),
                                () -> members.forEach(part -> duplicateOf(part, before.place())));
            } else {
                pricing.counted(counted);
                Volume others = Volume.NONE;
                for (HeldParts.Stored part : members) {
                    if (!part.equals(first)) {
                        parts.charged(part, part.usage());
                        recount(part, moved(part, Fate.RATED, part.usage()));
                        others = others.plus(part.usage());
                    }
                }
                // what rounding the sum makes different stands with the first part, like the price
                Volume rest = pricing.rated().minus(others).withRecords(1);
                parts.charged(first, rest);
                recount(first, moved(first, Fate.RATED, rest).charging(pricing.amountMicros()));
            }
            held.stream().filter(part -> !members.contains(part)).forEach(part -> duplicate(part, first));
        }

        private void suspend(HeldParts.Stored part, String reason, String detail) {
            suspense.keep(
                    part.fileId(),
                    part.header(),
                    List.of(new Suspense.Entry(
                            part.line(),
                            part.offset(),
                            part.raw(),
                            reason,
                            detail,
                            part.part().event().startEpochSecond(),
                            key(part),
                            part.usage())));
            parts.remove(part);
            recount(part, moved(part, Fate.SUSPENDED, part.usage()));
        }

        private void duplicate(HeldParts.Stored part, HeldParts.Stored first) {
            duplicateOf(part, place(first));
        }

        private void duplicateOf(HeldParts.Stored part, FileOrder.Place first) {
            note(part, first);
            parts.remove(part);
            recount(part, moved(part, Fate.DUPLICATE, part.usage()));
        }

        private void note(HeldParts.Stored part, FileOrder.Place first) {
            UsageEvent event = part.part().event();
            suspense.noteDuplicates(List.of(new DuplicateRecord(
                    part.fileId(),
                    part.line(),
                    Instant.ofEpochSecond(event.startEpochSecond()),
                    key(part),
                    first.fileId(),
                    first.line())));
        }
    }

    private static FileOrder.Place place(HeldParts.Stored part) {
        return new FileOrder.Place(part.fileId(), part.line());
    }

    private static UUID key(HeldParts.Stored part) {
        return UUID.nameUUIDFromBytes(part.part().event().dedupeKey().getBytes(StandardCharsets.UTF_8));
    }

    private static ControlTotals moved(HeldParts.Stored part, Fate to, Volume now) {
        return ControlTotals.moved(Fate.HELD, part.usage(), to, now);
    }
}
