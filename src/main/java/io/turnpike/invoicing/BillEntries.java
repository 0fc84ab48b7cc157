package io.turnpike.invoicing;

import io.turnpike.invoicing.ReleaseMapper.BillToPost;
import io.turnpike.invoicing.ReleaseMapper.NoteToPost;
import io.turnpike.invoicing.ReleaseMapper.PartSum;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The journal entries of a bill. What is invoiced is owed; what was rendered is revenue and VAT; the difference was billed in advance,
 * or is taken from what was: it stands on the account's advances. Credits reduce what is owed and what was billed in advance. A
 * debit note is owed, revenue and VAT by an entry of its own; what was rendered holds it too, so the bill's entry leaves it out.
 */
final class BillEntries {
    private final long operatorId;

    BillEntries(long operatorId) {
        this.operatorId = operatorId;
    }

    /**
     * @param sums of this bill
     * @param notes its debit notes
     */
    List<JournalEntry> of(BillToPost bill, List<PartSum> sums, List<NoteToPost> notes) {
        List<JournalEntry> entries = new ArrayList<>();
        LinePart renderedPart = bill.renderedAsBilled() ? LinePart.BILLED : LinePart.RENDERED;
        JournalEntry.Draft invoice = draft(bill, EntryKind.INVOICE);
        JournalEntry.Draft credit = draft(bill, EntryKind.CREDIT_NOTE);
        Map<Long, Long> advances = new TreeMap<>();
        Map<String, Long> revenue = new TreeMap<>();
        long vat = 0;
        for (Map.Entry<Long, Long> owed : grossByAccount(sums, LinePart.BILLED).entrySet()) {
            invoice.post(LedgerAccount.RECEIVABLES, owed.getKey(), money(bill, owed.getValue()));
            advances.merge(owed.getKey(), -owed.getValue(), Math::addExact);
        }
        for (PartSum sum : sums) {
            if (sum.part() == renderedPart.code() || sum.part() == LinePart.CORRECTED.code()) {
                revenue.merge(sum.revenue(), -sum.net(), Math::addExact);
                vat = Math.subtractExact(vat, sum.vat());
                advances.merge(sum.accountId(), sum.gross(), Math::addExact);
            } else if (sum.part() == LinePart.DEBITED.code()) {
                revenue.merge(sum.revenue(), sum.net(), Math::addExact);
                vat = Math.addExact(vat, sum.vat());
                advances.merge(sum.accountId(), -sum.gross(), Math::addExact);
            }
        }
        revenue.forEach((kind, net) -> invoice.post(LedgerAccount.revenue(kind), money(bill, net)));
        invoice.post(LedgerAccount.VAT_PAYABLE, money(bill, vat));
        advances.forEach((account, minor) -> invoice.post(LedgerAccount.ADVANCES, account, money(bill, minor)));
        grossByAccount(sums, LinePart.CREDITED)
                .forEach((account, minor) -> credit.post(LedgerAccount.RECEIVABLES, account, money(bill, minor))
                        .post(LedgerAccount.ADVANCES, account, money(bill, -minor)));
        if (!invoice.isEmpty()) {
            entries.add(invoice.build());
        }
        for (NoteToPost note : notes) {
            entries.add(debit(bill, note, sums));
        }
        if (!credit.isEmpty()) {
            entries.add(credit.build());
        }
        return entries;
    }

    private JournalEntry debit(BillToPost bill, NoteToPost note, List<PartSum> sums) {
        JournalEntry.Draft debit = JournalEntry.on(operatorId, bill.documentDate(), EntryKind.DEBIT_NOTE, note.number())
                .document(note.documentId());
        List<PartSum> own = sums.stream()
                .filter(sum -> sum.part() == LinePart.DEBITED.code() && sum.debitNote() == note.ordinal())
                .toList();
        grossByAccount(own, LinePart.DEBITED)
                .forEach((account, minor) -> debit.post(LedgerAccount.RECEIVABLES, account, money(bill, minor)));
        for (PartSum sum : own) {
            debit.post(LedgerAccount.revenue(sum.revenue()), money(bill, -sum.net()))
                    .post(LedgerAccount.VAT_PAYABLE, money(bill, -sum.vat()));
        }
        return debit.build();
    }

    private JournalEntry.Draft draft(BillToPost bill, EntryKind kind) {
        String reference = bill.number() == null ? "bill " + bill.billId() : bill.number();
        JournalEntry.Draft draft = JournalEntry.on(operatorId, bill.documentDate(), kind, reference);
        return bill.documentId() == null ? draft : draft.document(bill.documentId());
    }

    private static Map<Long, Long> grossByAccount(List<PartSum> sums, LinePart part) {
        Map<Long, Long> byAccount = new TreeMap<>();
        sums.stream()
                .filter(sum -> sum.part() == part.code())
                .forEach(sum -> byAccount.merge(sum.accountId(), sum.gross(), Math::addExact));
        return byAccount;
    }

    private static Money money(BillToPost bill, long minor) {
        return new Money(Currency.getInstance(bill.currency()), minor);
    }
}
