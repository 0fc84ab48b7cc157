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

    /** Whether a credit line takes back a part of this one: the same item, service and zone, and days within its period. */
    boolean isCorrectedBy(BillLine credit) {
        LineKey key = credit.key();
        return accountId == key.accountId()
                && item.equals(credit.item().code())
                && (serviceId == null ? 0 : serviceId) == key.serviceId()
                && (zone == null ? "" : zone).equals(key.zone())
                && !periodFrom.isAfter(credit.from())
                && !periodTo.isBefore(credit.to())
                && grossMinor > 0;
    }
}
