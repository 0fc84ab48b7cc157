package io.turnpike.invoicing;

import io.turnpike.charging.FeeStretches;
import io.turnpike.charging.FeeStretches.Stretch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fee charge as charging left it.
 *
 * @param stretches how all revisions up to this one come to their total, as {@link FeeStretches} writes it; null where all days are alike
 * @param taken whether an earlier bill has taken it, so that here it can only be rendered
 */
record FeeRow(
        long feeChargeId,
        long accountId,
        long serviceId,
        String fee,
        String plan,
        LocalDate periodFrom,
        LocalDate periodTo,
        BigDecimal quantity,
        long amountMicros,
        @Nullable String stretches,
        boolean taken) {

    /** Days with one quantity of the fee. */
    record QuantityDays(LocalDate from, LocalDate to, BigDecimal quantity) {}

    /** Whether it is the same fee of the same period as another charge. */
    boolean revises(FeeRow other) {
        return accountId == other.accountId
                && serviceId == other.serviceId
                && fee.equals(other.fee)
                && periodFrom.equals(other.periodFrom);
    }

    String path() {
        return ChargePart.FEE + fee;
    }

    /**
     * Some days of it.
     *
     * @param shownMicros what documents have shown before it of the same fee and VAT rate
     */
    ChargePart part(QuantityDays days, boolean more, long micros, long shownMicros) {
        return new ChargePart(
                accountId,
                serviceId,
                path(),
                plan,
                days.from,
                days.to,
                days.to.minusDays(1),
                null,
                days.quantity,
                more,
                micros,
                shownMicros);
    }

    /** Whether its days are told apart. */
    boolean hasStretches() {
        return stretches != null;
    }

    /** All its days in order, told apart by quantity. */
    List<QuantityDays> quantities() {
        if (stretches == null) {
            return List.of(new QuantityDays(periodFrom, periodTo, quantity));
        }
        List<QuantityDays> days = new ArrayList<>();
        List<Stretch> all = FeeStretches.parse(stretches).stretches();
        for (int i = 0; i < all.size(); i++) {
            BigDecimal here = BigDecimal.valueOf(all.get(i).quantity());
            LocalDate to = i + 1 < all.size() ? all.get(i + 1).from() : periodTo;
            if (!days.isEmpty() && days.get(days.size() - 1).quantity.compareTo(here) == 0) {
                LocalDate from = days.remove(days.size() - 1).from;
                days.add(new QuantityDays(from, to, here));
            } else {
                days.add(new QuantityDays(all.get(i).from(), to, here));
            }
        }
        return days;
    }

    /** The quantity of a day; on days that are not the fee's, that of its nearest day. */
    BigDecimal quantityOn(LocalDate day) {
        BigDecimal found = quantity;
        for (QuantityDays days : quantities()) {
            if (days.from.equals(periodFrom) || !days.from.isAfter(day)) {
                found = days.quantity;
            }
        }
        return found;
    }

    /**
     * What the days before one come to of a total: by its stretches, where they make that total, else by days; rounded as lines are, the
     * total itself too, so that what is billed and what is rendered of a fee end in the same amount however fine it was charged.
     *
     * @param totalMicros of this revision and those before it
     */
    long before(LocalDate day, long totalMicros, OperatorTerms terms) {
        if (!day.isBefore(periodTo)) {
            return terms.lineRounding().round(totalMicros);
        }
        if (stretches != null) {
            FeeStretches all = FeeStretches.parse(stretches);
            if (all.totalMicros() == totalMicros) {
                return before(day, all.stretches(), terms);
            }
        }
        return share(totalMicros, periodFrom, day, periodTo, terms);
    }

    private long before(LocalDate day, List<Stretch> all, OperatorTerms terms) {
        long sum = 0;
        for (int i = 0; i < all.size(); i++) {
            LocalDate from = all.get(i).from();
            LocalDate to = i + 1 < all.size() ? all.get(i + 1).from() : periodTo;
            if (day.isBefore(to)) {
                long length = ChronoUnit.DAYS.between(from, to);
                long days = Math.max(0, ChronoUnit.DAYS.between(from, day));
                long exact = Math.addExact(
                        Math.multiplyExact(sum, length),
                        Math.multiplyExact(all.get(i).micros(), days));
                return terms.lineRounding().roundQuotient(exact, length);
            }
            sum = Math.addExact(sum, all.get(i).micros());
        }
        return sum;
    }

    /** The part of an amount that some days have of all days, rounded as lines are. */
    static long share(long micros, LocalDate from, LocalDate day, LocalDate to, OperatorTerms terms) {
        long days = ChronoUnit.DAYS.between(from, day);
        return terms.lineRounding().roundQuotient(Math.multiplyExact(micros, days), ChronoUnit.DAYS.between(from, to));
    }
}
