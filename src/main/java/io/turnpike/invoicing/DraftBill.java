package io.turnpike.invoicing;

import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;

/**
 * What a run drafts for one account, or for several of one customer.
 *
 * @param accounts by number; the first stands on the documents
 * @param billed lines of the invoice; their total is not negative
 * @param rendered lines of act and VAT invoice
 * @param credits what exceeds the invoice: lines of credit notes, all negative; empty in a normal month
 * @param balance how the account stands
 */
record DraftBill(
        List<BilledAccount> accounts,
        DateRange period,
        LocalDate documentDate,
        String language,
        List<BillLine> billed,
        List<BillLine> rendered,
        List<Credit> credits,
        BillBalance balance,
        List<DraftDocument> documents) {

    BilledAccount lead() {
        return accounts.get(0);
    }

    boolean renderedAsBilled() {
        return rendered.equals(billed);
    }

    /** The lines taken back. */
    List<BillLine> credited() {
        return credits.stream().map(Credit::line).toList();
    }

    /** What the bill adds to the balance. */
    long chargedMinor() {
        return Math.addExact(
                LineComposer.total(billed).gross(),
                LineComposer.total(credited()).gross());
    }
}
