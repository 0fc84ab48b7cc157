package io.turnpike.charging;

import io.turnpike.charging.ChargedAmounts.Charged;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A usage charge computed anew, beside what was charged.
 *
 * @param priced one event, or one for each hour of a day's traffic; none where the charge was taken back
 * @param recomputed of all charges in {@code together}
 * @param charged of all charges in {@code together}
 * @param stored of this charge
 * @param together charges that only their sum can be compared for: parts of a day's traffic that came one after the other
 * @param provisional whether a price of {@code together} depends on counters
 * @param settledThrough the day settling knew the usage through; null when the usage was never settled
 */
record UsageFigures(
        RecordedUsage usage,
        List<ExplainedUsage.Priced> priced,
        Sum recomputed,
        Sum charged,
        Charged stored,
        List<ChargeId> together,
        boolean provisional,
        @Nullable LocalDate settledThrough) {

    /**
     * An amount and what it leaves out.
     *
     * @param covered units from allowances
     */
    record Sum(long micros, long covered) {
        static final Sum NOTHING = new Sum(0, 0);
    }

    /** Of a charge that is no usage any more: nothing is due for it. */
    static UsageFigures ofTakenBack(RecordedUsage usage, Charged stored, @Nullable LocalDate settledThrough) {
        return new UsageFigures(
                usage,
                List.of(),
                Sum.NOTHING,
                new Sum(stored.amountMicros(), stored.covered()),
                stored,
                List.of(usage.id()),
                false,
                settledThrough);
    }

    /** Whether the price is not final yet: it depends on counters and waits to be settled. */
    boolean waits() {
        return provisional && settledThrough == null;
    }

    boolean differs() {
        return !waits() && !recomputed.equals(charged);
    }
}
