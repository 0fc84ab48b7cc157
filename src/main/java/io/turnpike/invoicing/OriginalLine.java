package io.turnpike.invoicing;

import io.turnpike.tax.TaxedAmount;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A line of a released invoice, which a credit may take back in part. */
record OriginalLine(
        long documentId,
        long accountId,
        @Nullable Long serviceId,
        String item,
        @Nullable String zone,
        LocalDate periodFrom,
        LocalDate periodTo,
        BigDecimal quantity,
        long netMinor,
        long vatMinor,
        long grossMinor) {

    TaxedAmount amount() {
        return new TaxedAmount(netMinor, vatMinor, grossMinor);
    }

    /**
     * Whether a credit line takes back a part of this one: the same item, service and zone. The days of a fee lie within its period;
     * usage is corrected in the period after, and not by more than was billed.
     */
    boolean isCorrectedBy(BillLine credit) {
        LineKey key = credit.key();
        return accountId == key.accountId()
                && item.equals(credit.item().code())
                && (serviceId == null ? 0 : serviceId) == key.serviceId()
                && (zone == null ? "" : zone).equals(key.zone())
                && grossMinor > 0
                && (key.credit() ? covers(credit) : grossMinor + credit.amount().gross() >= 0);
    }

    private boolean covers(BillLine credit) {
        return !periodFrom.isAfter(credit.from()) && !periodTo.isBefore(credit.to());
    }
}
