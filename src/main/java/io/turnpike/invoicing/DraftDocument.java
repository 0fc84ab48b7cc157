package io.turnpike.invoicing;

import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.tax.TaxedAmount;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document of a draft bill, without a number.
 *
 * @param ordinal from 1 among the documents of its kind in the bill
 * @param period that it states: of a debit note that of the bill it names
 * @param dueDate null where nothing is to be paid by it
 * @param amountDueMinor what the customer is asked for; zero where nothing is
 * @param corrects id of the document a credit note or correction corrects, or a debit note adds to
 * @param vatDocuments of a credit note, the documents that showed the services to a customer who gets such: corrections of these carry
 *     the VAT, not the credit note
 */
record DraftDocument(
        DocumentKind kind,
        int ordinal,
        DateRange period,
        List<PrintedLine> lines,
        @Nullable LocalDate dueDate,
        long amountDueMinor,
        @Nullable Long corrects,
        List<Named> vatDocuments) {

    /**
     * A line as it is printed.
     *
     * @param billPosition its place, from 1, among the lines of its side of the bill
     * @param correction on a credit note or correction the line it corrects; null where no document holds it
     */
    record PrintedLine(
            BillLine line, int billPosition, @Nullable Correction correction) {}

    /**
     * What a line corrects.
     *
     * @param before what was left of it
     */
    record Correction(OriginalLine original, TaxedAmount before) {}

    TaxedAmount total() {
        return lines.stream().map(each -> each.line().amount()).reduce(TaxedAmount.ZERO, TaxedAmount::plus);
    }

    /** Of all accounts that share it, in minor units. */
    Map<Long, Long> grossByAccount() {
        Map<Long, Long> byAccount = new TreeMap<>();
        lines.forEach(each -> byAccount.merge(
                each.line().key().accountId(), each.line().amount().gross(), Math::addExact));
        return byAccount;
    }
}
