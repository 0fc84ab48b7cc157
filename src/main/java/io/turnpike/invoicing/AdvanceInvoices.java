package io.turnpike.invoicing;

import io.turnpike.invoicing.AdvanceInvoiceMapper.DocumentRow;
import io.turnpike.tax.TaxedAmount;
import java.time.LocalDate;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Releases VAT invoices on advances: document, frozen content and number in one transaction, the caller's, so that numbers have no gaps.
 */
@Component
public class AdvanceInvoices {
    private final AdvanceInvoiceMapper mapper;
    private final ReleaseMapper numbers;
    private final DraftMapper ids;

    AdvanceInvoices(AdvanceInvoiceMapper mapper, ReleaseMapper numbers, DraftMapper ids) {
        this.mapper = mapper;
        this.numbers = numbers;
        this.ids = ids;
    }

    /**
     * Money that came ahead.
     *
     * @param receivedOn when it came: the rate is that of this day
     * @param documentDate that day, or the first one that is open in the books
     * @param reference of the payment, as the payer knows it
     * @param grossMinor what of it is an advance, in minor units of the operator's currency
     */
    public record Advance(
            long operatorId,
            long accountId,
            LocalDate receivedOn,
            LocalDate documentDate,
            String reference,
            long grossMinor) {}

    /**
     * A document that is released.
     *
     * @param vat its computed rate
     */
    public record Released(long documentId, String number, AdvanceVat vat, long vatMinor) {}

    /** What VAT money of a day holds; of 0 % and without VAT it holds none, and wants no document. */
    public AdvanceVat vat(OperatorTerms terms, LocalDate receivedOn) {
        AdvanceTerms advances = Objects.requireNonNull(terms.advances(), "advance-invoices");
        return AdvanceVat.of(
                Objects.requireNonNull(terms.vatClasses().get(advances.vatClass()), advances.vatClass())
                        .on(receivedOn),
                terms.vat().mode());
    }

    /** Releases the document of an advance whose VAT is not nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Released release(OperatorTerms terms, Advance advance) {
        AdvanceTerms advances = Objects.requireNonNull(terms.advances(), "advance-invoices");
        AdvanceVat vat = vat(terms, advance.receivedOn());
        long vatMinor = vat.of(advance.grossMinor());
        TaxedAmount amount = new TaxedAmount(advance.grossMinor() - vatMinor, vatMinor, advance.grossMinor());
        String kind = DocumentKind.ADVANCE_INVOICE.word();
        int year = advance.documentDate().getYear();
        NumberPattern pattern = Objects.requireNonNull(terms.numbering().get(DocumentKind.ADVANCE_INVOICE), kind);
        numbers.beginSequence(advance.operatorId(), kind, year);
        long next = numbers.lockSequence(advance.operatorId(), kind, year) + 1;
        numbers.advance(advance.operatorId(), kind, year, 1);
        BilledAccount account = mapper.advancedAccount(advance.accountId(), advance.documentDate());
        long documentId = ids.nextDocumentIds(1).get(0);
        String number = pattern.format(year, next);
        DocumentRow row = new DocumentRow(
                documentId,
                advance.operatorId(),
                account.accountId(),
                account.accountNumber(),
                advance.documentDate(),
                terms.currency().getCurrencyCode(),
                amount.net(),
                amount.vat(),
                amount.gross(),
                year,
                next,
                number);
        mapper.addAdvanceInvoice(row);
        mapper.addAdvanceNumber(row);
        mapper.addAdvanceSnapshot(
                documentId, new AdvanceSnapshot(terms, advances).write(account, advance, vat.text(), amount));
        return new Released(documentId, number, vat, vatMinor);
    }
}
