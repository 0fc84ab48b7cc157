package io.turnpike.charging;

import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.PartMerger;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Suspense suspense;
    private final Clock clock;

    HeldCalls(HeldParts parts, ChargeWriter writer, InputFiles files, Suspense suspense, Clock clock) {
        this.parts = parts;
        this.writer = writer;
        this.files = files;
        this.suspense = suspense;
        this.clock = clock;
    }

    HeldParts parts() {
        return parts;
    }

    /** Charges what can be charged of a format's held parts; one transaction. Returns the calls charged. */
    int charge(CallFormat format, CallPricing pricing, CounterStore.Sums counted) {
        Optional<PartMerger> merger = format.partMerger();
        if (merger.isEmpty()) {
            return 0;
        }
        parts.lock(format);
        int batch = writer.nextBatch();
        int calls = 0;
        for (List<HeldParts.Stored> call : parts.waiting(format).values()) {
            calls += new Charging(pricing, batch, counted).charge(call, merger.get()) ? 1 : 0;
        }
        return calls;
    }

    /** The charging of one call. */
    private final class Charging {
        private final CallPricing pricing;
        private final int batch;
        private final CounterStore.Sums counted;

        Charging(CallPricing pricing, int batch, CounterStore.Sums counted) {
            this.pricing = pricing;
            this.batch = batch;
            this.counted = counted;
        }

        boolean charge(List<HeldParts.Stored> call, PartMerger merger) {
            List<HeldParts.Stored> charged =
                    call.stream().filter(HeldParts.Stored::charged).toList();
            List<HeldParts.Stored> held = withoutDuplicates(
                    charged, call.stream().filter(part -> !part.charged()).toList());
            if (!charged.isEmpty()) {
                held.forEach(part -> late(part, charged));
                return true;
            }
            PartMerger.Merged merged = merger.merge(
                    held.stream().map(HeldParts.Stored::part).toList(),
                    held.get(0).heldAt(),
                    clock.instant());
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

        /** The held parts that are no second delivery of a charged or an earlier held one; the others are noted. */
        private List<HeldParts.Stored> withoutDuplicates(List<HeldParts.Stored> charged, List<HeldParts.Stored> held) {
            List<HeldParts.Stored> known = new ArrayList<>(charged);
            List<HeldParts.Stored> first = new ArrayList<>();
            for (HeldParts.Stored part : held) {
                Optional<HeldParts.Stored> same = known.stream()
                        .filter(other -> other.part().equals(part.part()))
                        .findFirst();
                if (same.isPresent()) {
                    duplicate(part, same.get());
                } else {
                    known.add(part);
                    first.add(part);
                }
            }
            return first;
        }

        /** A part of a call that was charged: delivered again, or late. */
        private void late(HeldParts.Stored part, List<HeldParts.Stored> charged) {
            Optional<HeldParts.Stored> same = charged.stream()
                    .filter(other -> other.part().number() == part.part().number()
                            && other.part()
                                    .event()
                                    .dedupeKey()
                                    .equals(part.part().event().dedupeKey()))
                    .findFirst();
            if (same.isPresent()) {
                duplicate(part, same.get());
            } else {
                charge(part.part().asContinuation(), List.of(part.part()), List.of(part));
            }
        }

        private void charge(UsageEvent event, List<Part> used, List<HeldParts.Stored> held) {
            List<HeldParts.Stored> members =
                    held.stream().filter(part -> used.contains(part.part())).toList();
            HeldParts.Stored first = members.get(0);
            pricing.begin(LineBlock.whole(new byte[0]), Set.of());
            CallPricing.Outcome outcome = pricing.price(event, first.fileId(), first.line());
            if (outcome instanceof CallPricing.Refused refused) {
                held.forEach(part -> suspend(part, refused.reason(), refused.detail()));
                return;
            }
            if (!writer.write(pricing.charges(), batch)) {
                pricing.takeBack();
                ChargeWriter.FirstPlace place =
                        writer.duplicates(pricing.charges()).values().iterator().next();
                members.forEach(part -> duplicateOf(part, place.fileId(), place.line()));
            } else {
                pricing.counted(counted);
                Volume others = Volume.NONE;
                for (HeldParts.Stored part : members) {
                    parts.charged(part);
                    if (!part.equals(first)) {
                        files.recount(part.fileId(), moved(part, Fate.RATED, part.usage()));
                        others = others.plus(part.usage());
                    }
                }
                // what rounding the sum makes different stands with the first part, like the price
                Volume rest = pricing.rated().minus(others).withRecords(1);
                files.recount(first.fileId(), moved(first, Fate.RATED, rest).charging(pricing.amountMicros()));
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
            files.recount(part.fileId(), moved(part, Fate.SUSPENDED, part.usage()));
        }

        private void duplicate(HeldParts.Stored part, HeldParts.Stored first) {
            duplicateOf(part, first.fileId(), first.line());
        }

        private void duplicateOf(HeldParts.Stored part, int fileId, long line) {
            UsageEvent event = part.part().event();
            suspense.noteDuplicates(List.of(new DuplicateRecord(
                    part.fileId(),
                    part.line(),
                    Instant.ofEpochSecond(event.startEpochSecond()),
                    key(part),
                    fileId,
                    line)));
            parts.remove(part);
            files.recount(part.fileId(), moved(part, Fate.DUPLICATE, part.usage()));
        }
    }

    private static UUID key(HeldParts.Stored part) {
        return UUID.nameUUIDFromBytes(part.part().event().dedupeKey().getBytes(StandardCharsets.UTF_8));
    }

    private static ControlTotals moved(HeldParts.Stored part, Fate to, Volume now) {
        return ControlTotals.moved(Fate.HELD, part.usage(), to, now);
    }
}
