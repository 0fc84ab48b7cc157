package io.turnpike.fees;

import io.turnpike.money.Rounding;
import io.turnpike.time.BillingInterval;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one version of a plan says about fees.
 *
 * @param rounding how each charge is rounded, once
 * @param recurring in written order; the first gives the period of the policies
 * @param phases in order from the subscription's first day
 */
public record FeeTerms(
        Currency currency,
        Rounding rounding,
        List<RecurringFee> recurring,
        List<OneTimeFee> oneTime,
        List<Phase> phases,
        Optional<MinimumCharge> minimum,
        ChangePolicies policies) {
    public FeeTerms {
        recurring = List.copyOf(recurring);
        oneTime = List.copyOf(oneTime);
        phases = List.copyOf(phases);
        Set<String> names = new HashSet<>();
        names.add(MinimumCharge.FEE);
        recurring.forEach(fee -> unique(names, fee.name()));
        oneTime.forEach(fee -> unique(names, fee.name()));
        for (int i = 0; i + 1 < phases.size(); i++) {
            if (phases.get(i).lasts().isEmpty() || phases.get(i).thenEnds()) {
                throw new IllegalArgumentException("phase " + phases.get(i).name() + " never passes on to the next");
            }
        }
    }

    /** No fees at all. */
    public static FeeTerms none(Currency currency, Rounding rounding) {
        return new FeeTerms(
                currency, rounding, List.of(), List.of(), List.of(), Optional.empty(), ChangePolicies.DEFAULT);
    }

    /** The names of all fees; that of the minimum charge among them where there is one. */
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        recurring.forEach(fee -> names.add(fee.name()));
        oneTime.forEach(fee -> names.add(fee.name()));
        minimum.ifPresent(charge -> names.add(MinimumCharge.FEE));
        return names;
    }

    /** The recurring fee of a name; the minimum charge is one. */
    Optional<RecurringFee> recurring(String name) {
        if (name.equals(MinimumCharge.FEE)) {
            return minimum.map(MinimumCharge::terms);
        }
        for (RecurringFee fee : recurring) {
            if (fee.name().equals(name)) {
                return Optional.of(fee);
            }
        }
        return Optional.empty();
    }

    /** The day after the last of a phase, for a subscription that began on a day; {@link DateRange#FOREVER} for one without end. */
    LocalDate phaseEnd(LocalDate start, int index) {
        LocalDate end = start;
        long months = 0;
        // months in a row are summed first: January 31 plus one month and one month more is March 31, not March 28;
        // behind days
        // they are counted from the day on which the days are over
        for (Phase phase : phases.subList(0, index + 1)) {
            if (phase.lasts().isEmpty()) {
                return DateRange.FOREVER;
            }
            BillingInterval lasts = phase.lasts().get();
            if (lasts.inMonths()) {
                months += lasts.months();
            } else {
                end = end.plusMonths(months).plusDays(lasts.days());
                months = 0;
            }
        }
        return end.plusMonths(months);
    }

    /** Whether the last phase ends the subscription. */
    public boolean hasFixedTerm() {
        return !phases.isEmpty() && phases.get(phases.size() - 1).thenEnds();
    }

    /** The day on which the last phase ends the subscription that began on a day; {@link DateRange#FOREVER} when none does. */
    LocalDate endOfPhases(LocalDate start) {
        return hasFixedTerm() ? phaseEnd(start, phases.size() - 1) : DateRange.FOREVER;
    }

    private static void unique(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("a plan has one fee named " + name);
        }
    }
}
