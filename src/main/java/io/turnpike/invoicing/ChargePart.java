package io.turnpike.invoicing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A charge, or the part of it that is billed or rendered in a period: what a line sums.
 *
 * @param path node of the rate for usage, {@code fee/<fee>} for a fee
 * @param from first day it is for
 * @param to day after the last
 * @param taxedOn the day whose VAT rate it bears
 * @param quantity seconds, bytes, events or pieces; negative where usage is taken back
 * @param micros millionths of the currency's major unit; negative for a credit
 */
record ChargePart(
        long accountId,
        long serviceId,
        String path,
        String plan,
        LocalDate from,
        LocalDate to,
        LocalDate taxedOn,
        BigDecimal quantity,
        long micros) {

    static final String FEE = "fee/";

    boolean isFee() {
        return path.startsWith(FEE);
    }
}
