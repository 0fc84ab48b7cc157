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
import java.util.function.Predicate;
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
     * @param charged what was charged to them
     * @param mayCarry whether a bill under the minimum waits for the next run; that of accounts whose services have all ended does not
     * @param documentDate the date of its documents
     * @param billedBefore lines of released bills that credits may take back from, in the order that {@link Originals} wants
     * @param renderedBefore the same of lines rendered
     */
    record Input(
            List<BilledAccount> accounts,
            Charged charged,
            Map<Long, String> serviceNames,
            BillBalance balance,
            LocalDate documentDate,
            boolean mayCarry,
            List<OriginalLine> billedBefore,
            List<OriginalLine> renderedBefore) {

        BilledAccount lead() {
            return accounts.get(0);
        }

        /** The same, billed whatever it comes to. */
        Input withoutCarrying() {
            return new Input(
                    accounts, charged, serviceNames, balance, documentDate, false, billedBefore, renderedBefore);
        }
    }

    /**
     * What the charges of the accounts of a bill put on its sides.
     *
     * @param billed each charge as it was made
     * @param rendered fees as far as their days have come
     */
    record Charged(List<ChargePart> billed, List<ChargePart> rendered) {
        /** Whether one side is the other and neither takes anything back: a month in which all is billed as it is rendered. */
        boolean isAlike() {
            return !takesBack(billed) && billed.equals(rendered);
        }
    }

    Charged charged(List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {
        return new Charged(parts(accounts, charges, true), parts(accounts, charges, false));
    }

    BillOutcome assemble(Input input) {
        Wording wording = new Wording(input.lead().language(), input.serviceNames());
        Originals billedBefore = new Originals(input.billedBefore(), terms, Days.ALL);
        Originals renderedBefore = new Originals(input.renderedBefore(), terms, Days.SOME);
        Charged charged = input.charged();
        Taken billed = billed(charged.billed(), new Side(composer, terms, billedBefore, wording));
        Taken rendered = billed.debits().isEmpty() && charged.isAlike()
                ? billed
                : rendered(input.lead(), charged.rendered(), new Side(composer, terms, renderedBefore, wording));
        if (!billed.moves() && !rendered.moves()) {
            return new Nothing();
        }
        long gross = Math.addExact(
                LineComposer.total(billed.kept()).gross(),
                LineComposer.total(billed.debited()).gross());
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
                billed.debits(),
                input.balance(),
                List.of());
        return new Drafted(documents.of(bill, new DocumentDrafts.Earlier(billedBefore, renderedBefore)));
    }

    /**
     * A side of a bill: what stands on its own documents, what it takes back from earlier ones, and what debit notes ask for.
     *
     * @param isDebited whether a charge stands on a debit note
     */
    record Taken(
            List<BillLine> kept,
            List<Credit> back,
            List<Debit> debits,
            Function<ChargePart, LineKey> keyOf,
            Predicate<ChargePart> isDebited) {
        static Taken of(CreditSplit split) {
            return new Taken(split.kept(), split.credits(), List.of(), split::keyOf, part -> false);
        }

        Taken with(DebitSplit split) {
            return new Taken(kept, back, split.debits(), keyOf, split::holds);
        }

        List<BillLine> takenBack() {
            return back.stream().map(Credit::line).toList();
        }

        List<BillLine> debited() {
            return debits.stream().flatMap(debit -> debit.lines().stream()).toList();
        }

        boolean moves() {
            return Stream.of(kept, takenBack(), debited())
                    .flatMap(List::stream)
                    .anyMatch(line -> line.amount().gross() != 0);
        }
    }

    /**
     * What is to be paid. Late usage of services with notes of their own for it leaves the invoice; so does what takes back from earlier
     * invoices, where the rest comes to less than nothing.
     */
    static Taken billed(List<ChargePart> parts, Side side) {
        DebitSplit split = new DebitSplit(parts, side);
        List<ChargePart> rest = split.rest();
        Taken all = whole(rest, side);
        if (LineComposer.total(all.kept()).gross() < 0) {
            all = Taken.of(new CreditSplit(rest, side, Stays.WHILE_NOT_NEGATIVE));
        } else if (rest.stream().anyMatch(ChargePart::isNotedCredit)) {
            all = Taken.of(new CreditSplit(rest, side, Stays.UNLESS_NOTED));
        }
        return all.with(split);
    }

    /**
     * What was rendered: of a customer who gets documents of it, what takes back from earlier ones leaves it always; of another, what
     * debit notes ask for is just that.
     */
    static Taken rendered(BilledAccount lead, List<ChargePart> parts, Side side) {
        if (side.terms().hasRenderedDocuments(lead.kind())) {
            return takesBack(parts) ? Taken.of(new CreditSplit(parts, side, Stays.NEVER)) : whole(parts, side);
        }
        DebitSplit split = new DebitSplit(parts, side);
        Taken all = whole(split.rest(), side);
        List<BillLine> lines = Stream.concat(
                        all.kept().stream(), split.debits().stream().flatMap(debit -> debit.lines().stream()))
                .toList();
        return new Taken(lines, List.of(), List.of(), all.keyOf(), part -> false);
    }

    private static Taken whole(List<ChargePart> parts, Side side) {
        Function<ChargePart, LineKey> keyOf = part -> LineKey.of(part, side.terms());
        return new Taken(
                side.composer().compose(parts, keyOf, side.wording()), List.of(), List.of(), keyOf, part -> false);
    }

    private static boolean takesBack(List<ChargePart> parts) {
        return parts.stream().anyMatch(part -> part.micros() < 0);
    }

    /** Whether a credit note will want what was billed to these accounts before. */
    boolean needsBilledBefore(Charged charged) {
        if (!takesBack(charged.billed())) {
            return false;
        }
        Side side = new Side(
                composer, terms, new Originals(List.of(), terms, Days.ALL), new Wording(terms.language(), Map.of()));
        List<ChargePart> rest = new DebitSplit(charged.billed(), side).rest();
        return rest.stream().anyMatch(ChargePart::isNotedCredit)
                || LineComposer.total(whole(rest, side).kept()).gross() < 0;
    }

    /** Whether something is taken back of a customer whose documents of services rendered may have shown it. */
    boolean needsRenderedBefore(BilledAccount lead, Charged charged) {
        return terms.hasRenderedDocuments(lead.kind())
                && (takesBack(charged.billed()) || takesBack(charged.rendered()));
    }

    private List<ChargePart> parts(List<BilledAccount> accounts, Map<Long, AccountCharges> charges, boolean billed) {
        List<ChargePart> parts = new ArrayList<>();
        for (BilledAccount account : accounts) {
            AccountCharges own = charges.get(account.accountId());
            if (own != null) {
                parts.addAll(own.usage());
                for (FeeRevisions fee : own.fees()) {
                    (billed ? fee.billed(terms) : fee.rendered(account, terms))
                            .forEach(part -> parts.add(part.charge()));
                }
            }
        }
        return parts;
    }

    private long minimum(BilledAccount account) {
        Long own = account.minimumInvoiceMinor();
        return own == null ? terms.minimumInvoice().minor() : own;
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
