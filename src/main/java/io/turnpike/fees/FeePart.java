package io.turnpike.fees;

import io.turnpike.money.Rounding;
import io.turnpike.time.DateRange;

/**
 * Days of a charge on which everything stayed the same, and how they were priced:
 * {@code price x quantity x percent x units / basis}.
 *
 * @param units days, months or one period, by the fee's proration
 * @param basis the units of the full period
 * @param priceMicros millionths of the currency's major unit for a full period and a quantity of one
 * @param source where the price stands
 * @param percent the share of the price: of a phase, of a suspension, or of both multiplied
 * @param version the plan version in force
 * @param proration what the units are
 */
public record FeePart(
        DateRange days,
        long units,
        long basis,
        long priceMicros,
        PriceSource source,
        long quantity,
        Share percent,
        PlanVersion version,
        Proration proration) {
    /** Where a price stands. */
    public enum PriceSource {
        PLAN,
        PHASE,
        OWN
    }

    /**
     * What is left of a price.
     *
     * @param phase the phase in force, or empty
     * @param suspension the kind of suspension in lower case, or empty
     */
    public record Share(Percent ofPhase, String phase, Percent ofSuspension, String suspension) {
        public static final Share FULL = new Share(Percent.FULL, "", Percent.FULL, "");
    }

    /** The amount of this part before rounding. */
    public ExactAmount amount() {
        return ExactAmount.of(Math.multiplyExact(priceMicros, quantity))
                .times(percent.ofPhase().hundredths(), Percent.WHOLE)
                .times(percent.ofSuspension().hundredths(), Percent.WHOLE)
                .times(units, basis);
    }

    /** {@code 16/31 days x 250.00 RUB x 2 x 50 % (suspended: voluntary) = 64.516129032… by home-100/2026-01-01}. */
    public String explanation() {
        StringBuilder text = new StringBuilder()
                .append(days)
                .append(": ")
                .append(units)
                .append('/')
                .append(basis)
                .append(' ')
                .append(proration.unit())
                .append(" x ")
                .append(ExactAmount.of(priceMicros))
                .append(' ')
                .append(version.terms().currency());
        if (source == PriceSource.OWN) {
            text.append(" (own price)");
        } else if (source == PriceSource.PHASE) {
            text.append(" (phase ").append(percent.phase()).append(')');
        }
        if (quantity != 1) {
            text.append(" x ").append(quantity);
        }
        if (!percent.ofPhase().isFull()) {
            text.append(" x ")
                    .append(percent.ofPhase())
                    .append(" (phase ")
                    .append(percent.phase())
                    .append(')');
        }
        if (!percent.suspension().isEmpty()) {
            text.append(" x ").append(percent.ofSuspension());
            text.append(" (suspended: ").append(percent.suspension()).append(')');
        }
        return text.append(" = ")
                .append(amount())
                .append(" by ")
                .append(version.label())
                .toString();
    }

    /** The rule the part's plan version rounds by. */
    Rounding rounding() {
        return version.terms().rounding();
    }
}
