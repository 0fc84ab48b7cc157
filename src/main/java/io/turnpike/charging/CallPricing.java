package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.calls.CallSink;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.Rejection;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.files.VolumeCount;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.rating.Rating;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Prices the records of one block as they are decoded: whose service it was at the time, what it costs, or why it goes into
 * suspense. What it has collected becomes one transaction; it can be taken back and done again without some lines.
 */
final class CallPricing implements CallSink {
    /** A record this far ahead of the clock has a wrong time: no month is opened for it. */
    private static final long FUTURE_SECONDS = 86_400;

    private static final long PAST_EPOCH_SECOND =
            PriceBook.EARLIEST.atStartOfDay(ZoneOffset.UTC).toEpochSecond();

    private final PriceBook prices;
    private final DedupeHash hash;
    private final int fileId;
    private final long nowEpochSecond;
    private final ChargeBlock charges = new ChargeBlock();
    private final List<Suspense.Entry> suspended = new ArrayList<>();
    private final List<HeldPart> parts = new ArrayList<>();
    private LineBlock block = LineBlock.whole(new byte[0]);
    private Again again = Again.NONE;
    private final VolumeCount rated = new VolumeCount();
    private final VolumeCount duplicates = new VolumeCount();
    private final VolumeCount filtered = new VolumeCount();
    private final Map<String, Long> amountMicros = new HashMap<>();
    private final Map<Currency, Priced> pricedIn = new HashMap<>();

    CallPricing(PriceBook prices, String format, int fileId, long nowEpochSecond) {
        this.prices = prices;
        this.hash = new DedupeHash(format);
        this.fileId = fileId;
        this.nowEpochSecond = nowEpochSecond;
    }

    /**
     * A part of a long call as it stood in the file.
     *
     * @param raw its bytes, a copy
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a record, never compared
    record HeldPart(Part part, long line, long offset, byte[] raw) {
        Volume usage() {
            return HeldParts.usage(part);
        }
    }

    /**
     * Lines of a block whose key was charged before.
     *
     * @param duplicates second deliveries, which are counted only
     * @param contradictions what is not the same as in the charged record, by line: these go into suspense
     */
    record Again(Set<Long> duplicates, Map<Long, String> contradictions) {
        static final Again NONE = new Again(Set.of(), Map.of());
    }

    /** Begins a block. */
    void begin(LineBlock newBlock, Again linesAgain) {
        block = newBlock;
        again = linesAgain;
        charges.clear();
        suspended.clear();
        parts.clear();
        rated.clear();
        duplicates.clear();
        filtered.clear();
        amountMicros.clear();
        prices.mark();
    }

    /** Counters become what they were when the block was begun. */
    void takeBack() {
        prices.takeBack();
    }

    /** Hands over what the block added to counters. */
    void counted(CounterStore.Sums sums) {
        prices.collect(sums);
    }

    @Override
    public void event(UsageEvent event, long line, long offset, int length) {
        if (again.duplicates.contains(line)) {
            duplicates.add(event.kind().unit(), event.quantity());
            return;
        }
        String contradiction = again.contradictions.get(line);
        if (contradiction != null) {
            suspend(event, line, offset, length, new Refused(ChargedBefore.CONTRADICTS, contradiction));
            return;
        }
        Outcome outcome = price(event, fileId, line);
        if (outcome instanceof Refused refused) {
            suspend(event, line, offset, length, refused);
        }
    }

    @Override
    public void part(Part part, long line, long offset, int length) {
        parts.add(new HeldPart(part, line, offset, raw(offset, length)));
    }

    @Override
    public void rejected(Rejection rejection) {
        hash.of(new String(rejection.raw(), StandardCharsets.ISO_8859_1));
        suspended.add(new Suspense.Entry(
                rejection.line(),
                rejection.offset(),
                rejection.raw(),
                rejection.reason().word(),
                rejection.text(),
                null,
                new UUID(hash.high(), hash.low()),
                Volume.ofRecords(1)));
    }

    @Override
    public void filtered(String why, long line, long offset, int length, Volume usage) {
        filtered.add(usage);
    }

    /** What became of an event. */
    sealed interface Outcome permits Priced, Refused {}

    /** It is a row of the block now; the currency of its price. */
    record Priced(String currency) implements Outcome {}

    /** It has no price; the reason is a word of suspense. */
    record Refused(String reason, String detail) implements Outcome {}

    /** Prices an event and makes it a row of the block. */
    Outcome price(UsageEvent event, int file, long line) {
        long start = event.startEpochSecond();
        if (start > nowEpochSecond + FUTURE_SECONDS || start < PAST_EPOCH_SECOND) {
            return new Refused(
                    "time-out-of-range",
                    "start " + java.time.Instant.ofEpochSecond(start) + " is before 2000 or in the future");
        }
        int service = prices.directory().find(event.ownerKind(), event.owner(), start);
        if (service == ServiceDirectory.NONE) {
            return new Refused(
                    "unknown-service",
                    "no service had the " + event.ownerKind().word() + " " + event.owner() + " at that time");
        }
        Rating rating = prices.rate(event, service);
        if (rating instanceof Rating.Unrated unrated) {
            return new Refused(unrated.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), unrated.detail());
        }
        Rating.Rated priceOf = (Rating.Rated) rating;
        if (!priceOf.amount().currency().equals(prices.currencyOf(service))) {
            return new Refused(
                    "wrong-currency",
                    "the plan is in " + priceOf.amount().currency() + ", the operator bills in "
                            + prices.currencyOf(service));
        }
        Priced priced = pricedIn.computeIfAbsent(
                priceOf.amount().currency(), currency -> new Priced(currency.getCurrencyCode()));
        add(event, service, priceOf, new Place(file, line));
        amountMicros.merge(priced.currency, priceOf.amount().micros(), Math::addExact);
        return priced;
    }

    private record Place(int file, long line) {}

    private void add(UsageEvent event, int service, Rating.Rated rating, Place place) {
        hash.of(event.dedupeKey());
        int flags = (event.direction() == Direction.OUTGOING ? ChargeBlock.OUTGOING : 0)
                | (event.continuation() ? ChargeBlock.CONTINUATION : 0)
                | (rating.provisional() ? ChargeBlock.PROVISIONAL : 0)
                | ChargeBlock.ownerFlags(event.ownerKind());
        charges.add(
                new ChargeBlock.Row(
                        event.startEpochSecond(),
                        prices.directory().accountId(prices.directory().accountOf(service)),
                        prices.directory().serviceId(service),
                        event.quantity(),
                        rating.coveredUnits(),
                        rating.amount().micros(),
                        place.file,
                        place.line,
                        prices.rateId(rating.rate()),
                        event.kind().code(),
                        flags,
                        event.party(),
                        event.owner()),
                hash);
        rated.add(event.kind().unit(), event.quantity());
    }

    private void suspend(UsageEvent event, long line, long offset, int length, Refused refused) {
        hash.of(event.dedupeKey());
        suspended.add(new Suspense.Entry(
                line,
                offset,
                raw(offset, length),
                refused.reason,
                refused.detail,
                event.startEpochSecond(),
                new UUID(hash.high(), hash.low()),
                Volume.of(event.kind().unit(), event.quantity())));
    }

    private byte[] raw(long offset, int length) {
        int from = (int) (offset - block.offset());
        return Arrays.copyOfRange(block.bytes(), from, Math.min(from + length, block.length()));
    }

    ChargeBlock charges() {
        return charges;
    }

    List<Suspense.Entry> suspended() {
        return suspended;
    }

    /** These suspended records were in suspense before: they are second deliveries. */
    void dropSuspended(Set<Long> lines) {
        suspended.stream()
                .filter(entry -> lines.contains(entry.line()))
                .forEach(entry -> duplicates.add(entry.usage()));
        suspended.removeIf(entry -> lines.contains(entry.line()));
    }

    List<HeldPart> parts() {
        return parts;
    }

    /** How much of the block has a price. */
    Volume rated() {
        return rated.volume();
    }

    /** What that costs, by currency, in millionths. */
    Map<String, Long> amountMicros() {
        return amountMicros;
    }

    /**
     * What became of the block's records.
     *
     * @param read how much was read of it, counted by who read it
     */
    ControlTotals totals(Volume read) {
        return ControlTotals.of(
                        read,
                        Map.of(
                                Fate.RATED,
                                rated.volume(),
                                Fate.SUSPENDED,
                                suspended.stream().map(Suspense.Entry::usage).reduce(Volume.NONE, Volume::plus),
                                Fate.DUPLICATE,
                                duplicates.volume(),
                                Fate.FILTERED,
                                filtered.volume(),
                                Fate.HELD,
                                parts.stream().map(HeldPart::usage).reduce(Volume.NONE, Volume::plus)))
                .charging(amountMicros);
    }
}
