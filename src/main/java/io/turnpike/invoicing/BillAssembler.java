package io.turnpike.invoicing;

import io.turnpike.invoicing.BillOutcome.Carried;
import io.turnpike.invoicing.BillOutcome.Drafted;
import io.turnpike.invoicing.BillOutcome.Nothing;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.invoicing.CreditSplit.Wording;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes one bill of its charges. Pure: the same charges, terms and balance give the same bill.
 */
final class BillAssembler {
    private final OperatorTerms terms;
    private final LineComposer composer;
    private final DocumentDrafts documents;

    BillAssembler(OperatorTerms terms) {
        this.terms = terms;
        this.composer = new LineComposer(terms);
        this.documents = new DocumentDrafts(terms);
    }

    /**
     * What goes into a bill.
     *
     * @param accounts by number
     * @param mayCarry whether a bill under the minimum waits for the next run; that of accounts whose services have all ended does not
     * @param documentDate the date of its documents
     * @param originals lines of released bills that credits may take back from, in the order that {@link Originals} wants
     */
    record Input(
            List<BilledAccount> accounts,
            Map<Long, AccountCharges> charges,
            Map<Long, String> serviceNames,
            BillBalance balance,
            LocalDate documentDate,
            boolean mayCarry,
            List<OriginalLine> originals) {

        BilledAccount lead() {
            return accounts.get(0);
        }

        /** The same, billed whatever it comes to. */
        Input withoutCarrying() {
            return new Input(accounts, charges, serviceNames, balance, documentDate, false, originals);
        }
    }

    BillOutcome assemble(Input input) {
        Wording wording = new Wording(input.lead().language(), input.serviceNames());
        List<ChargePart> charges = parts(input.accounts(), input.charges(), true);
        List<BillLine> all = composer.compose(charges, this::key, wording);
        List<BillLine> rendered = composer.compose(parts(input.accounts(), input.charges(), false), this::key, wording);
        List<BillLine> billed = all;
        List<Credit> credits = List.of();
        Originals originals = new Originals(input.originals(), terms);
        if (LineComposer.total(all).gross() < 0) {
            CreditSplit split = new CreditSplit(charges, composer, terms, originals, wording);
            billed = split.billed();
            credits = split.credits();
        }
        boolean moves = moves(all) || moves(rendered);
        if (!moves) {
            return new Nothing();
        }
        long gross = LineComposer.total(billed).gross();
        if (input.mayCarry() && credits.isEmpty() && gross > 0 && gross < minimum(input.lead())) {
            return new Carried();
        }
        DraftBill bill = new DraftBill(
                input.accounts(),
                period(input.accounts()),
                input.documentDate(),
                wording.language(),
                billed,
                rendered,
                credits,
                input.balance(),
                List.of());
        return new Drafted(documents.of(bill, originals.latestInvoice().orElse(null), composer));
    }

    private LineKey key(ChargePart charge) {
        return LineKey.of(charge, terms);
    }

    private static boolean moves(List<BillLine> lines) {
        return lines.stream().anyMatch(line -> line.amount().gross() != 0);
    }

    /** Whether the charges of these accounts come to less than nothing, so that a credit note will want its originals. */
    boolean needsOriginals(List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {
        List<ChargePart> billed = parts(accounts, charges, true);
        return billed.stream().anyMatch(part -> part.micros() < 0)
                && LineComposer.total(composer.compose(billed, this::key, new Wording(terms.language(), Map.of())))
                                .gross()
                        < 0;
    }

    private List<ChargePart> parts(List<BilledAccount> accounts, Map<Long, AccountCharges> charges, boolean billed) {
        return accounts.stream()
                .flatMap(account -> parts(account, charges, billed).stream())
                .toList();
    }

    /** What an account's charges put on the billed or the rendered side of its bill. */
    private List<ChargePart> parts(BilledAccount account, Map<Long, AccountCharges> charges, boolean billed) {
        AccountCharges own = charges.get(account.accountId());
        if (own == null) {
            return List.of();
        }
        List<ChargePart> parts = new ArrayList<>(own.usage());
        own.fees().stream()
                .flatMap(fee -> (billed ? fee.billed(terms) : fee.rendered(account, terms)).stream())
                .forEach(parts::add);
        return parts;
    }

    private long minimum(BilledAccount account) {
        return account.minimumInvoiceMinor() > 0
                ? account.minimumInvoiceMinor()
                : terms.minimumInvoice().minor();
    }

    /** From the first day of any of the accounts: one that was carried forward reaches further back. */
    private static DateRange period(List<BilledAccount> accounts) {
        LocalDate from = accounts.get(0).fromDay();
        for (BilledAccount account : accounts) {
            from = account.fromDay().isBefore(from) ? account.fromDay() : from;
        }
        LocalDate to = accounts.get(0).toDay();
        return new DateRange(from, from.isBefore(to) ? to : from.plusDays(1));
    }
}
