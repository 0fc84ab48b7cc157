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
 * @param rendered lines of act and VAT invoice; none is negative where the kind of customer has such documents
 * @param corrections what takes back from services rendered on earlier documents, all negative; empty in a normal month and where the
 *     kind of customer has no documents of them
 * @param credits what exceeds the invoice: lines of credit notes, all negative; empty in a normal month
 * @param debits late usage that debit notes ask for; empty in a normal month
 * @param balance how the account stands
 */
record DraftBill(
        List<BilledAccount> accounts,
        DateRange period,
        LocalDate documentDate,
        String language,
        List<BillLine> billed,
        List<BillLine> rendered,
        List<Credit> corrections,
        List<Credit> credits,
        List<Debit> debits,
        BillBalance balance,
        List<DraftDocument> documents) {

    BilledAccount lead() {
        return accounts.get(0);
    }

    boolean renderedAsBilled() {
        return corrections.isEmpty() && rendered.equals(billed);
    }

    /** The lines taken back. */
    List<BillLine> credited() {
        return credits.stream().map(Credit::line).toList();
    }

    /** The lines of services rendered taken back. */
    List<BillLine> corrected() {
        return corrections.stream().map(Credit::line).toList();
    }

    /** The same with its documents. */
    DraftBill with(List<DraftDocument> newDocuments) {
        return new DraftBill(
                accounts,
                period,
                documentDate,
                language,
                billed,
                rendered,
                corrections,
                credits,
                debits,
                balance,
                List.copyOf(newDocuments));
    }

    /** What the invoice asks for: what is owed without the debit notes, which ask for themselves. */
    long invoiceDueMinor() {
        return balance.amountDueMinor(Math.subtractExact(chargedMinor(), debitedMinor()));
    }

    /** What its debit notes come to. */
    long debitedMinor() {
        return debits.stream()
                .mapToLong(debit -> LineComposer.total(debit.lines()).gross())
                .reduce(0, Math::addExact);
    }

    /** What the bill adds to the balance. */
    long chargedMinor() {
        return Math.addExact(
                Math.addExact(
                        LineComposer.total(billed).gross(),
                        LineComposer.total(credited()).gross()),
                debitedMinor());
    }
}
