package io.turnpike.charging;

import io.turnpike.catalog.WrittenValues.Written;
import io.turnpike.rating.CounterUse;
import io.turnpike.rating.Explanation;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A usage charge with everything that led to it, computed anew.
 *
 * @param service as people name it
 * @param zone the operator's wall clock
 * @param currency ISO 4217
 * @param quantity seconds, bytes or events
 * @param rates the rates that took part, each with where it is written
 * @param priced one event, or one for each hour of a day's traffic; none where the charge was taken back
 * @param takenBack why the charge is no usage any more, so that nothing is due for it: {@code charged-anew}, {@code unknown-service}, or
 *     why traffic has no price; null where it is
 */
public record ExplainedUsage(
        ChargeId id,
        String service,
        ZoneId zone,
        String currency,
        Source source,
        UsageKind kind,
        Direction direction,
        String party,
        Instant at,
        long quantity,
        List<Rate> rates,
        List<Priced> priced,
        @Nullable String takenBack,
        Result result) {

    /**
     * Where the record stands.
     *
     * @param line 0 for traffic, which is summed over a day; then the file is the last one that added to it
     * @param raw the line as it came; null when the file is not kept any more
     * @param otherParts where the other parts of a long call stand
     */
    public record Source(
            String file,
            String format,
            String sha256,
            long line,
            @Nullable String raw,
            List<OtherPart> otherParts) {}

    /** A further part of a long call that came in parts; {@code raw} as above. */
    public record OtherPart(
            String file, long line, @Nullable String raw) {}

    /**
     * A rate and where each of its values was inherited from.
     *
     * @param sha256 of the plan version; null where the plan is not loaded any more
     * @param values own prices of the account first
     */
    public record Rate(
            String plan, LocalDate validFrom, @Nullable String sha256, String key, List<Written> values) {}

    /**
     * An event and how its price came about.
     *
     * @param counters allowances, tiers and discounts as they stood before and after, replayed from the period's usage
     */
    public record Priced(Instant at, long quantity, Explanation explanation, List<CounterUse> counters) {}

    /** A correction of the charge: before, after and why. */
    public record Revision(int revision, long beforeMicros, long afterMicros, String reason, Instant at) {}

    /**
     * The comparison, in micro-units.
     *
     * @param recomputedMicros of {@code together}, from the facts alone; so are the covered units
     * @param storedMicros of {@code together}, what stands, corrections included; so are the covered units
     * @param firstMicros of this charge when it was collected
     * @param together charges that are compared by their sum; one of them is this charge
     * @param waits the price depends on counters and was not settled yet: the stored one is provisional
     * @param settledThrough the day settling knew the usage through; null when it was never settled
     */
    public record Result(
            long recomputedMicros,
            long recomputedCovered,
            long storedMicros,
            long storedCovered,
            long firstMicros,
            List<Revision> revisions,
            List<ChargeId> together,
            boolean waits,
            @Nullable LocalDate settledThrough,
            boolean differs) {}
}
