package io.turnpike.invoicing;

import io.turnpike.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A fee charge as charging left it.
 *
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
        boolean taken) {

    /** The whole fee, on the bill that takes it. */
    Optional<ChargePart> billed() {
        return taken ? Optional.empty() : Optional.of(part(periodFrom, periodTo, amountMicros));
    }

    /**
     * What of it is rendered by the end of an account's period and stood on no earlier document: by days, each step the difference of
     * two rounded sums, so that over the documents of its whole term the parts add up to the fee. What was taken before is rendered
     * up to the last day taken before, also where that day is the last of this period again.
     */
    Optional<ChargePart> rendered(BilledAccount account) {
        LocalDate before = account.previousTo();
        LocalDate from = taken && before != null && before.isAfter(periodFrom) ? before : periodFrom;
        LocalDate to = account.toDay().isBefore(periodTo) ? account.toDay() : periodTo;
        if (!from.isBefore(to)) {
            return Optional.empty();
        }
        return Optional.of(part(from, to, Math.subtractExact(renderedBy(to), renderedBy(from))));
    }

    private long renderedBy(LocalDate day) {
        long days = ChronoUnit.DAYS.between(periodFrom, day);
        long all = ChronoUnit.DAYS.between(periodFrom, periodTo);
        if (days == all) {
            return amountMicros;
        }
        return Rounding.divide(Math.multiplyExact(amountMicros, days), all, RoundingMode.HALF_EVEN);
    }

    private ChargePart part(LocalDate from, LocalDate to, long micros) {
        return new ChargePart(
                accountId, serviceId, ChargePart.FEE + fee, plan, from, to, to.minusDays(1), quantity, micros);
    }
}
