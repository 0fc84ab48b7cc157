package io.turnpike.invoicing;

import io.turnpike.tax.TaxedAmount;
import io.turnpike.tax.VatRate;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One line of a bill: the charges of one key, summed exactly and rounded once.
 *
 * @param name in the language of the document
 * @param from first day of its charges
 * @param to day after the last
 * @param quantity in units of the charge: seconds, bytes, events, pieces
 * @param micros the exact sum of the charges
 * @param shownMicros what earlier documents of services rendered showed of the same fees; 0 elsewhere
 * @param amount rounded, in minor units, with VAT
 */
record BillLine(
        LineKey key,
        Item item,
        String name,
        LocalDate from,
        LocalDate to,
        BigDecimal quantity,
        long micros,
        long shownMicros,
        TaxedAmount amount) {

    VatRate rate() {
        return key.rate();
    }

    BillLine taxed(TaxedAmount newAmount) {
        return new BillLine(key, item, name, from, to, quantity, micros, shownMicros, newAmount);
    }

    BillLine during(LocalDate newFrom, LocalDate newTo) {
        return new BillLine(key, item, name, newFrom, newTo, quantity, micros, shownMicros, amount);
    }

    boolean isCredit() {
        return amount.gross() < 0;
    }

    /** Whether it neither counts nor costs anything. */
    boolean isNothing() {
        return micros == 0 && quantity.signum() == 0;
    }
}
