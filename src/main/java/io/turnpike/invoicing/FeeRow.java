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

    /** The whole fee on the bill that takes it, cut where its VAT rate changes. */
    List<ChargePart> billed(OperatorTerms terms) {
        return taken ? List.of() : parts(periodFrom, periodTo, terms);
    }

    /**
     * What of it is rendered by the end of an account's period and stood on no earlier document: by days, each step the difference of
     * two sums rounded as lines are, so that over the documents of its whole term the parts add up to the fee. What was taken before
     * is rendered up to the last day taken before, also where that day is the last of this period again.
     */
    List<ChargePart> rendered(BilledAccount account, OperatorTerms terms) {
        LocalDate before = account.previousTo();
        LocalDate from = taken && before != null && before.isAfter(periodFrom) ? before : periodFrom;
        LocalDate to = account.toDay().isBefore(periodTo) ? account.toDay() : periodTo;
        return from.isBefore(to) ? parts(from, to, terms) : List.of();
    }

    private List<ChargePart> parts(LocalDate from, LocalDate to, OperatorTerms terms) {
        List<ChargePart> parts = new ArrayList<>();
        LocalDate start = from;
        for (LocalDate change : terms.rateChanges(ChargePart.FEE + fee)) {
            if (change.isAfter(start) && change.isBefore(to)) {
                parts.add(part(start, change, terms));
                start = change;
            }
        }
        parts.add(part(start, to, terms));
        return parts;
    }

    private ChargePart part(LocalDate from, LocalDate to, OperatorTerms terms) {
        return new ChargePart(
                accountId,
                serviceId,
                ChargePart.FEE + fee,
                plan,
                from,
                to,
                to.minusDays(1),
                null,
                quantity,
                Math.subtractExact(renderedBy(to, terms), renderedBy(from, terms)));
    }

    private long renderedBy(LocalDate day, OperatorTerms terms) {
        long days = ChronoUnit.DAYS.between(periodFrom, day);
        long all = ChronoUnit.DAYS.between(periodFrom, periodTo);
        return days == all
                ? amountMicros
                : terms.lineRounding().roundQuotient(Math.multiplyExact(amountMicros, days), all);
    }
}
