package io.turnpike.charging;

import io.turnpike.charging.ChargedAmounts.Charged;
import io.turnpike.rating.CounterUse;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A usage charge computed anew, beside what was charged.
 *
 * @param priced one event, or one for each hour of a day's traffic
 * @param recomputedMicros of all charges in {@code together}
 * @param storedMicros of all charges in {@code together}
 * @param stored of this charge
 * @param together charges that only their sum can be compared for: parts of a day's traffic that came one after the other
 * @param settledThrough the day settling knew the usage through; null when the usage was never settled
 */
record UsageFigures(
        RecordedUsage usage,
        List<ExplainedUsage.Priced> priced,
        List<CounterUse> counters,
        long recomputedMicros,
        long recomputedCovered,
        long storedMicros,
        Charged stored,
        List<ChargeId> together,
        @Nullable LocalDate settledThrough) {

    /** Whether the price is not final yet: it depends on counters and waits to be settled. */
    boolean waits() {
        return usage.provisional() && settledThrough == null;
    }

    boolean differs() {
        return !waits()
                && (recomputedMicros != storedMicros
                        || (together.size() == 1 && recomputedCovered != stored.covered()));
    }
}
