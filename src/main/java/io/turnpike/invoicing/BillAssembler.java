package io.turnpike.invoicing;

import io.turnpike.invoicing.BillOutcome.Carried;
import io.turnpike.invoicing.BillOutcome.Drafted;
import io.turnpike.invoicing.BillOutcome.Nothing;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.invoicing.CreditSplit.Side;
import io.turnpike.invoicing.CreditSplit.Stays;
import io.turnpike.invoicing.CreditSplit.Wording;
import io.turnpike.invoicing.Originals.Days;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

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
     * @param mayCarry whether a bill under the minimum waits for the next run
     * @param documentDate the date of its documents
     * @param billedBefore lines of released bills that credits may take back from, in the order that {@link Originals} wants
     * @param renderedBefore the same of lines rendered
     */
    record Input(
            List<BilledAccount> accounts,
            Map<Long, AccountCharges> charges,
            Map<Long, String> serviceNames,
            BillBalance balance,
            LocalDate documentDate,
            boolean mayCarry,
            List<OriginalLine> billedBefore,
            List<OriginalLine> renderedBefore) {

        BilledAccount lead() {
            return accounts.get(0);
        }
    }

    BillOutcome assemble(Input input) {
        Wording wording = new Wording(input.lead().language(), input.serviceNames());
        Originals billedBefore = new Originals(input.billedBefore(), terms, Days.ALL);
        Originals renderedBefore = new Originals(input.renderedBefore(), terms, Days.SOME);
        Taken billed = billed(
                parts(input.accounts(), input.charges(), true), new Side(composer, terms, billedBefore, wording));
        Taken rendered = rendered(
                input.lead(),
                parts(input.accounts(), input.charges(), false),
                new Side(composer, terms, renderedBefore, wording));
        if (!billed.moves() && !rendered.moves()) {
            return new Nothing();
        }
        long gross = LineComposer.total(billed.kept()).gross();
        if (input.mayCarry() && billed.back().isEmpty() && gross > 0 && gross < minimum(input.lead())) {
            return new Carried();
        }
        DraftBill bill = new DraftBill(
                input.accounts(),
                period(input.accounts()),
                input.documentDate(),
                wording.language(),
                billed.kept(),
                rendered.kept(),
                rendered.back(),
                billed.back(),
                input.balance(),
                List.of());
        return new Drafted(documents.of(bill, new DocumentDrafts.Earlier(billedBefore, renderedBefore)));
    }

    /** A side of a bill: what stands on its own documents, and what it takes back from earlier ones. */
    record Taken(List<BillLine> kept, List<Credit> back, Function<ChargePart, LineKey> keyOf) {
        static Taken of(CreditSplit split) {
            return new Taken(split.kept(), split.credits(), split::keyOf);
        }

        boolean moves() {
            return Stream.concat(kept.stream(), back.stream().map(Credit::line))
                    .anyMatch(line -> line.amount().gross() != 0);
        }
    }

    /** What is to be paid: where it comes to less than nothing, what takes back from earlier invoices leaves it. */
    static Taken billed(List<ChargePart> parts, Side side) {
        Taken all = whole(parts, side);
        return LineComposer.total(all.kept()).gross() < 0
                ? Taken.of(new CreditSplit(parts, side, Stays.WHILE_NOT_NEGATIVE))
                : all;
    }

    /** What was rendered: of a customer who gets documents of it, what takes back from earlier ones leaves it always. */
    static Taken rendered(BilledAccount lead, List<ChargePart> parts, Side side) {
        return side.terms().hasRenderedDocuments(lead.kind()) && takesBack(parts)
                ? Taken.of(new CreditSplit(parts, side, Stays.NEVER))
                : whole(parts, side);
    }

    private static Taken whole(List<ChargePart> parts, Side side) {
        Function<ChargePart, LineKey> keyOf = part -> LineKey.of(part, side.terms());
        return new Taken(side.composer().compose(parts, keyOf, side.wording()), List.of(), keyOf);
    }

    private static boolean takesBack(List<ChargePart> parts) {
        return parts.stream().anyMatch(part -> part.micros() < 0);
    }

    /** Whether the charges of these accounts come to less than nothing, so that a credit note will want what was billed before. */
    boolean needsBilledBefore(List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {
        List<ChargePart> billed = parts(accounts, charges, true);
        Originals none = new Originals(List.of(), terms, Days.ALL);
        return takesBack(billed)
                && LineComposer.total(whole(
                                                billed,
                                                new Side(
                                                        composer, terms, none, new Wording(terms.language(), Map.of())))
                                        .kept())
                                .gross()
                        < 0;
    }

    /** Whether something is taken back of a customer whose documents of services rendered may have shown it. */
    boolean needsRenderedBefore(List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {
        return terms.hasRenderedDocuments(accounts.get(0).kind())
                && (takesBack(parts(accounts, charges, true)) || takesBack(parts(accounts, charges, false)));
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
                .forEach(part -> parts.add(part.charge()));
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
        return new DateRange(from, accounts.get(0).toDay());
    }
}
