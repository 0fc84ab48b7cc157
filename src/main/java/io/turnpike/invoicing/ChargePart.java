package io.turnpike.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A charge, or the part of it that is billed or rendered in a period: what a line sums.
 *
 * @param path node of the rate for usage, {@code fee/<fee>} for a fee
 * @param from first day it is for; of late usage that of the bill it would have stood on
 * @param to day after the last
 * @param taxedOn the day whose VAT rate it bears
 * @param late of usage within days that were billed before; null for usage of the period itself, and for fees
 * @param quantity seconds, bytes, events or pieces; negative where usage is taken back
 * @param more whether the quantity comes on top of what a line says of the same days; else it states that of a fee anew
 * @param micros millionths of the currency's major unit; negative for a credit
 * @param shownMicros what earlier documents of services rendered showed of the same fee at the same VAT rate; 0 elsewhere
 */
record ChargePart(
        long accountId,
        long serviceId,
        String path,
        String plan,
        LocalDate from,
        LocalDate to,
        LocalDate taxedOn,
        @Nullable Lateness late,
        BigDecimal quantity,
        boolean more,
        long micros,
        long shownMicros) {

    static final String FEE = "fee/";

    boolean isFee() {
        return path.startsWith(FEE);
    }

    /** Whether it may take back what was billed before: a fee less than nothing, or what became known late of usage. */
    boolean mayTakeBack() {
        return isFee() ? micros < 0 : late != null;
    }

    /** Whether it is late usage of a service that wants a note of its own for it, and takes back. */
    boolean isNotedCredit() {
        return late != null && late.noted() && micros < 0;
    }

    /** The first day it is for: of late usage its own. */
    LocalDate firstDay() {
        return late == null ? from : late.day();
    }

    LocalDate lastDay() {
        return late == null ? to.minusDays(1) : late.day();
    }
}
