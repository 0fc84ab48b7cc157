package io.turnpike.fees;

import io.turnpike.money.RatedAmount;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/**
 * A fee to charge now, or to credit where the amount is negative; it explains itself. Its natural key is service, fee, first day and
 * revision.
 *
 * @param days the days it is for
 * @param revision 0 for the first, then one more for each correction
 * @param corrects the revision before, if any
 * @param due the day from which it is to be billed: that of the first charge for corrections, so that no bill takes them
 *     before it and the next one does after it
 * @param amount of this revision: what should be charged less what was charged; never zero
 * @param total what all revisions together come to; never negative
 * @param exact the total before rounding and before {@code carried} and {@code counted}
 * @param carriedMicros the rounding of an earlier part of the same billing period, so that the parts of an unchanged period add up
 *     to its price
 * @param countedMicros what counted towards a minimum charge and is taken off it; zero for other fees
 * @param parts how the total was made; empty when nothing is owed any more
 */
public record FeeCharge(
        long service,
        String fee,
        DateRange days,
        int revision,
        OptionalInt corrects,
        LocalDate due,
        RatedAmount amount,
        RatedAmount total,
        ExactAmount exact,
        long carriedMicros,
        long countedMicros,
        List<FeePart> parts) {
    /** As it is stored, for the next comparison. */
    public ChargedFee charged() {
        return new ChargedFee(fee, days, revision, due, amount);
    }

    /** Several lines: each part, the sum, the rounding, what was charged before. */
    public String explanation() {
        StringBuilder text = new StringBuilder(fee).append(' ').append(days);
        for (FeePart part : parts) {
            text.append("\n  ").append(part.explanation());
        }
        text.append("\n  exact ").append(exact);
        if (countedMicros != 0) {
            text.append(", less counted ").append(ExactAmount.of(countedMicros));
        }
        if (!parts.isEmpty()) {
            text.append(", rounded ").append(roundingWords());
        }
        if (carriedMicros != 0) {
            text.append(" with the earlier part of the period, whose rounding makes ")
                    .append(ExactAmount.of(carriedMicros))
                    .append(" of it");
        }
        text.append(" = ").append(total);
        corrects.ifPresent(before -> text.append("\n  revision ")
                .append(revision)
                .append(" corrects ")
                .append(before)
                .append(": charged before ")
                .append(new RatedAmount(total.currency(), total.micros() - amount.micros()))
                .append(", difference ")
                .append(amount));
        return text.toString();
    }

    private String roundingWords() {
        var rounding = parts.get(0).rounding();
        return rounding.mode().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " to "
                + ExactAmount.of(rounding.stepMicros());
    }
}
