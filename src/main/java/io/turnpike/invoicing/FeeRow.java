package io.turnpike.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

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

    /** The whole fee on the bill that takes it, cut where its VAT rate changes: by days, each sum rounded as lines are. */
    List<ChargePart> billed(OperatorTerms terms) {
        if (taken) {
            return List.of();
        }
        List<ChargePart> parts = new ArrayList<>();
        LocalDate start = periodFrom;
        for (LocalDate change : terms.rateChanges(path())) {
            if (change.isAfter(start) && change.isBefore(periodTo)) {
                parts.add(part(start, change, Math.subtractExact(by(change, terms), by(start, terms)), 0));
                start = change;
            }
        }
        parts.add(part(start, periodTo, Math.subtractExact(amountMicros, by(start, terms)), 0));
        return parts;
    }

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
    ChargePart part(LocalDate from, LocalDate to, long micros, long shownMicros) {
        return new ChargePart(
                accountId, serviceId, path(), plan, from, to, to.minusDays(1), null, quantity, micros, shownMicros);
    }

    private long by(LocalDate day, OperatorTerms terms) {
        long days = ChronoUnit.DAYS.between(periodFrom, day);
        long all = ChronoUnit.DAYS.between(periodFrom, periodTo);
        return terms.lineRounding().roundQuotient(Math.multiplyExact(amountMicros, days), all);
    }
}
