package io.turnpike.invoicing;

import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.time.DateRange;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The released bill that late usage would have stood on, had it come in time.
 *
 * @param billId 0 where nothing was to be billed then
 * @param period its days; those of the account's billing period where there was no bill
 * @param document what the customer got of it: the invoice, else what showed the services; null where there was no document
 */
record EarlierBill(long billId, DateRange period, @Nullable Named document) {
    static final Comparator<EarlierBill> IN_TIME = Comparator.comparing(
                    (EarlierBill bill) -> bill.period().from())
            .thenComparing(bill -> bill.period().to())
            .thenComparing(EarlierBill::billId);
}
