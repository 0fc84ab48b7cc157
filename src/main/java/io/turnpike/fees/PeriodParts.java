package io.turnpike.fees;

import io.turnpike.time.BillingPeriod;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One billing period of a fee, cut into parts on which everything stayed the same, each with its units. Parts of the period that an
 * earlier plan took under the same fee name are remembered in a {@link Taken}, so that a period without proration is charged once
 * and the roundings of a split period add up.
 */
final class PeriodParts {
    private static final int DAYS_A_MONTH = 30;

    private final FeeRun run;
    private final FeeDayTerms terms;
    private final BillingPeriod period;
    private final DateRange days;
    private final Proration proration;
    private final @Nullable Taken taken;
    private final List<FeePart> parts = new ArrayList<>(1);

    /** What earlier charges of the same fee have taken of a period. */
    record Taken(
            BillingPeriod period,
            Proration proration,
            LocalDate through,
            long heldDays,
            long units,
            ExactAmount exact,
            long roundedMicros) {
        boolean sameAs(BillingPeriod other, Proration otherProration) {
            return period.equals(other) && proration == otherProration;
        }
    }

    PeriodParts(FeeRun run, FeeDayTerms terms, BillingPeriod period, DateRange days, @Nullable Taken before) {
        this.run = run;
        this.terms = terms;
        this.period = period;
        this.days = days;
        this.proration = prorationOf(run.first(), period);
        this.taken = before != null && before.sameAs(period, proration) ? before : null;
        cut();
    }

    List<FeePart> parts() {
        return parts;
    }

    Proration proration() {
        return proration;
    }

    /** The earlier charges of this period that this one goes on from, if any. */
    @Nullable Taken taken() {
        return taken;
    }

    long heldDays() {
        return days.days() + (taken == null ? 0 : taken.heldDays());
    }

    long units() {
        long units = taken == null ? 0 : taken.units();
        for (FeePart part : parts) {
            units += part.units();
        }
        return units;
    }

    private void cut() {
        switch (proration) {
            case NONE -> add(days.from(), days.to(), taken == null ? 1 : 0, 1);
            case WHOLE_MONTHS -> cutByMonths();
            case BY_DAY -> cutByDays(period.basis().days(), false);
            case BY_30_DAYS ->
                cutByDays(
                        Math.multiplyExact(
                                (long) DAYS_A_MONTH, run.schedule().interval().months()),
                        true);
        }
    }

    /** A month is priced by its first day in the charge, and belongs to the charge that took its first day. */
    private void cutByMonths() {
        List<DateRange> months = run.schedule().monthsOf(period);
        for (DateRange month : months) {
            boolean takenBefore = taken != null && month.from().isBefore(taken.through());
            if (!takenBefore) {
                month.intersection(days).ifPresent(here -> add(here.from(), here.to(), 1, months.size()));
            }
        }
    }

    private void cutByDays(long basis, boolean fixedBasis) {
        LocalDate from = days.from();
        long used = taken == null ? 0 : taken.units();
        for (LocalDate change : terms.changesWithin(days)) {
            used += add(from, change, unitsOf(from, change, basis - used, fixedBasis), basis);
            from = change;
        }
        // a full period costs its full price whatever its days: the last part takes what is left of the 30
        boolean heldThroughout =
                !period.isBridge() && heldDays() == period.days().days();
        long units = fixedBasis && heldThroughout ? basis - used : unitsOf(from, days.to(), basis - used, fixedBasis);
        add(from, days.to(), units, basis);
    }

    private static long unitsOf(LocalDate from, LocalDate to, long left, boolean fixedBasis) {
        long count = to.toEpochDay() - from.toEpochDay();
        return fixedBasis ? Math.min(count, left) : count;
    }

    private long add(LocalDate from, LocalDate to, long units, long basis) {
        LocalDate periodFrom = period.days().from().isBefore(run.days().from())
                ? run.days().from()
                : period.days().from();
        PlanVersion version = terms.versionOn(from, periodFrom);
        RecurringFee fee = version.terms().recurring(run.first().name()).orElse(run.first());
        FeeDayTerms.DayPrice price = terms.priceOn(from, fee.priceMicros());
        parts.add(new FeePart(
                new DateRange(from, to),
                units,
                basis,
                price.micros(),
                price.source(),
                terms.quantityOn(from, fee.quantity()),
                terms.shareOn(from, price, fee.whileSuspended()),
                version,
                proration));
        return units;
    }

    /** The bridge after a change of the billing day is the operator's doing and is prorated even where nothing else is. */
    private static Proration prorationOf(RecurringFee fee, BillingPeriod period) {
        boolean coarse = fee.prorate() == Proration.NONE || fee.prorate() == Proration.WHOLE_MONTHS;
        return coarse && period.isBridge() ? Proration.BY_DAY : fee.prorate();
    }
}
