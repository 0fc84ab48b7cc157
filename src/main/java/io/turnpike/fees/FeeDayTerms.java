package io.turnpike.fees;

import io.turnpike.fees.FeePart.PriceSource;
import io.turnpike.fees.FeePart.Share;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What holds for one fee of a course on a day, and the days on which that changes. */
final class FeeDayTerms {
    private final FeeCourse course;
    private final String fee;
    private final List<OwnFeePrice> ownPrices;
    private final FeeTerms sold;

    FeeDayTerms(FeeCourse course, String fee, List<OwnFeePrice> ownPrices) {
        this.course = course;
        this.fee = fee;
        this.ownPrices = ownPrices;
        this.sold = course.sold().terms();
    }

    /** The days inside a range, its first excepted, on which something changes; most periods have none. */
    NavigableSet<LocalDate> changesWithin(DateRange range) {
        NavigableSet<LocalDate> changes = new TreeSet<>();
        for (PlanVersion version : course.asked().versions()) {
            add(changes, range, version.validFrom());
        }
        for (int i = 0; i < sold.phases().size(); i++) {
            add(changes, range, sold.phaseEnd(course.days().from(), i));
        }
        for (OwnFeePrice own : ownPrices) {
            if (own.fee().equals(fee)) {
                add(changes, range, own.days().from());
                add(changes, range, own.days().to());
            }
        }
        for (QuantityFrom quantity : course.quantities()) {
            add(changes, range, quantity.from());
        }
        for (Suspension suspension : course.suspensions()) {
            add(changes, range, suspension.days().from());
            add(changes, range, suspension.days().to());
        }
        return changes;
    }

    /**
     * The version that prices the fee on a day: the latest that has the fee and is in force, at once or since the beginning of the
     * fee's period.
     */
    PlanVersion versionOn(LocalDate day, LocalDate periodFrom) {
        PlanVersion found = course.sold();
        for (PlanVersion version : course.asked().versions()) {
            boolean inForce = version.forExisting() == PlanVersion.ForExisting.IMMEDIATE
                    ? !version.validFrom().isAfter(day)
                    : !version.validFrom().isAfter(periodFrom);
            if (inForce && version.terms().recurring(fee).isPresent()) {
                found = version;
            }
        }
        return found;
    }

    /** The quantity on a day: of the fee by name, else by the fee's rule. */
    long quantityOn(LocalDate day, QuantityRule rule) {
        long ofSubscription = 1;
        long ofFee = -1;
        for (QuantityFrom quantity : course.quantities()) {
            if (!quantity.from().isAfter(day)) {
                if (quantity.fee().isEmpty()) {
                    ofSubscription = quantity.quantity();
                } else if (quantity.fee().equals(fee)) {
                    ofFee = quantity.quantity();
                }
            }
        }
        if (ofFee >= 0) {
            return ofFee;
        }
        return rule.ofSubscription() ? ofSubscription : rule.fixed();
    }

    /** The price of a day and where it stands, by the plan's price. */
    DayPrice priceOn(LocalDate day, long planMicros) {
        Phase phase = phaseOn(day);
        Phase.Price inPhase = phase == null ? null : phase.prices().get(fee);
        Percent share = inPhase instanceof Phase.Price.Share part ? part.percent() : Percent.FULL;
        String phaseName = phase == null || inPhase == null ? "" : phase.name();
        for (int i = ownPrices.size() - 1; i >= 0; i--) {
            OwnFeePrice own = ownPrices.get(i);
            if (own.fee().equals(fee) && own.days().contains(day)) {
                return new DayPrice(own.priceMicros(), PriceSource.OWN, share, phaseName);
            }
        }
        return inPhase instanceof Phase.Price.Fixed fixed
                ? new DayPrice(fixed.micros(), PriceSource.PHASE, share, phaseName)
                : new DayPrice(planMicros, PriceSource.PLAN, share, phaseName);
    }

    /** The share of the price of a day. */
    Share shareOn(LocalDate day, DayPrice price, Map<SuspensionKind, Percent> whileSuspended) {
        for (Suspension suspension : course.suspensions()) {
            if (suspension.days().contains(day)) {
                Percent percent = whileSuspended.getOrDefault(suspension.kind(), Percent.FULL);
                String kind = suspension.kind().name().toLowerCase(Locale.ROOT);
                return new Share(price.share(), price.phase(), percent, kind);
            }
        }
        return price.phase().isEmpty() ? Share.FULL : new Share(price.share(), price.phase(), Percent.FULL, "");
    }

    /** A price before quantity and suspension. */
    record DayPrice(long micros, PriceSource source, Percent share, String phase) {}

    private @Nullable Phase phaseOn(LocalDate day) {
        for (int i = 0; i < sold.phases().size(); i++) {
            if (day.isBefore(sold.phaseEnd(course.days().from(), i))) {
                return sold.phases().get(i);
            }
        }
        return null;
    }

    private static void add(NavigableSet<LocalDate> changes, DateRange range, LocalDate day) {
        if (day.isAfter(range.from()) && day.isBefore(range.to())) {
            changes.add(day);
        }
    }
}
