package io.turnpike.invoicing;

import io.turnpike.invoicing.AdvanceRounding.Moved;
import io.turnpike.invoicing.ReleaseMapper.BillToPost;
import io.turnpike.invoicing.ReleaseMapper.CreditedAmount;
import io.turnpike.invoicing.ReleaseMapper.NoteToPost;
import io.turnpike.invoicing.ReleaseMapper.PartSum;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The journal entries of a bill. What is invoiced is owed; what was rendered is revenue and VAT; the difference was billed in advance,
 * or is taken from what was: it stands on the account's advances. A credit note reduces what is owed and what was billed in advance by
 * an entry of its own, which names it, so that it closes the invoice it corrects. A debit note is owed, revenue and VAT by an entry of its
 * own; what was rendered holds it too, so the bill's entry leaves it out. What VAT was rounded apart is taken off the advances.
 */
final class BillEntries {
    private final long operatorId;

    BillEntries(long operatorId) {
        this.operatorId = operatorId;
    }

    /** How a bill moves the advances of its accounts, its credit notes included. */
    static Map<Long, Moved> moved(BillToPost bill, List<PartSum> sums) {
        Map<Long, Moved> moved = new TreeMap<>();
        LinePart renderedPart = bill.renderedAsBilled() ? LinePart.BILLED : LinePart.RENDERED;
        for (PartSum sum : sums) {
            int sign = 0;
            if (sum.part() == LinePart.BILLED.code()
                    || sum.part() == LinePart.CREDITED.code()
                    || sum.part() == LinePart.DEBITED.code()) {
                sign--;
            }
            if (sum.part() == renderedPart.code() || sum.part() == LinePart.CORRECTED.code()) {
                sign++;
            }
            moved.merge(
                    sum.accountId(),
                    new Moved(sign * sum.net(), sign * sum.gross()),
                    (one, other) -> one.plus(other.net(), other.gross()));
        }
        return moved;
    }

    /**
     * @param sums of this bill
     * @param rounding by account, the debit on its advances that is rounding and is taken off them
     * @param debitNotes of this bill, in their order
     * @param creditNotes what its credit notes take back, in the order of the notes
     */
    List<JournalEntry> of(
            BillToPost bill,
            List<PartSum> sums,
            Map<Long, Long> rounding,
            List<NoteToPost> debitNotes,
            List<CreditedAmount> creditNotes) {
        List<JournalEntry> entries = new ArrayList<>();
        LinePart renderedPart = bill.renderedAsBilled() ? LinePart.BILLED : LinePart.RENDERED;
        JournalEntry.Draft invoice = draft(bill);
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
        for (Map.Entry<Long, Long> off : rounding.entrySet()) {
            advances.merge(off.getKey(), -off.getValue(), Math::addExact);
            invoice.post(LedgerAccount.VAT_ROUNDING, money(bill, off.getValue()));
        }
        advances.forEach((account, minor) -> invoice.post(LedgerAccount.ADVANCES, account, money(bill, minor)));
        if (!invoice.isEmpty()) {
            entries.add(invoice.build());
        }
        for (NoteToPost note : debitNotes) {
            entries.add(debit(bill, note, sums));
        }
        entries.addAll(credits(bill, grossByAccount(sums, LinePart.CREDITED), creditNotes));
        return entries;
    }

    /** One for each credit note; together they are the lines that take back. */
    private List<JournalEntry> credits(
            BillToPost bill, Map<Long, Long> grossByAccount, List<CreditedAmount> creditNotes) {
        Map<Long, Long> noted = new TreeMap<>();
        Map<Long, JournalEntry.Draft> entries = new LinkedHashMap<>();
        for (CreditedAmount amount : creditNotes) {
            noted.merge(amount.accountId(), -amount.grossMinor(), Math::addExact);
            entries.computeIfAbsent(amount.documentId(), id -> draft(bill, EntryKind.CREDIT_NOTE, amount.number(), id))
                    .post(LedgerAccount.RECEIVABLES, amount.accountId(), money(bill, -amount.grossMinor()))
                    .post(LedgerAccount.ADVANCES, amount.accountId(), money(bill, amount.grossMinor()));
        }
        grossByAccount.values().removeIf(gross -> gross == 0);
        if (!noted.equals(grossByAccount)) {
            throw new IllegalStateException("bill " + bill.billId() + " takes back " + grossByAccount
                    + " by account in minor units, its credit notes " + noted);
        }
        return entries.values().stream().map(JournalEntry.Draft::build).toList();
    }

    private JournalEntry debit(BillToPost bill, NoteToPost note, List<PartSum> sums) {
        JournalEntry.Draft debit = draft(bill, EntryKind.DEBIT_NOTE, note.number(), note.documentId());
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

    private JournalEntry.Draft draft(BillToPost bill) {
        return bill.documentId() == null || bill.number() == null
                ? JournalEntry.on(operatorId, bill.documentDate(), EntryKind.INVOICE, "bill " + bill.billId())
                : draft(bill, EntryKind.INVOICE, bill.number(), bill.documentId());
    }

    private JournalEntry.Draft draft(BillToPost bill, EntryKind kind, String number, long documentId) {
        return JournalEntry.on(operatorId, bill.documentDate(), kind, number).document(documentId);
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
