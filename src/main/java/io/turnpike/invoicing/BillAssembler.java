package io.turnpike.invoicing;

import io.turnpike.invoicing.BillOutcome.Carried;
import io.turnpike.invoicing.BillOutcome.Drafted;
import io.turnpike.invoicing.BillOutcome.Nothing;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
     * @param originals lines of released invoices that credits may take back, latest first
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
    }

    BillOutcome assemble(Input input) {
        String language = input.lead().language();
        List<BillLine> all = composer.compose(parts(input, true), language, input.serviceNames());
        List<BillLine> rendered = composer.compose(parts(input, false), language, input.serviceNames());
        List<BillLine> billed = all;
        List<BillLine> credited = List.of();
        if (LineComposer.total(all).gross() < 0) {
            billed = composer.tax(only(all, line -> !line.isCredit()));
            credited = composer.tax(only(all, BillLine::isCredit));
        }
        boolean moves = !only(all, line -> line.amount().gross() != 0).isEmpty()
                || !only(rendered, line -> line.amount().gross() != 0).isEmpty();
        if (!moves) {
            return new Nothing();
        }
        long gross = LineComposer.total(billed).gross();
        if (input.mayCarry() && credited.isEmpty() && gross > 0 && gross < minimum(input.lead())) {
            return new Carried();
        }
        DraftBill bill = new DraftBill(
                input.accounts(),
                period(input.accounts()),
                input.documentDate(),
                language,
                billed,
                rendered,
                credited,
                input.balance(),
                List.of());
        return new Drafted(documents.of(bill, input.originals(), composer));
    }

    /** Whether the charges of these accounts come to less than nothing, so that a credit note will want its originals. */
    boolean needsOriginals(List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {
        long micros = 0;
        for (BilledAccount account : accounts) {
            AccountCharges own = charges.get(account.accountId());
            if (own != null) {
                micros += own.usage().stream().mapToLong(ChargePart::micros).sum();
                micros += own.fees().stream()
                        .filter(fee -> !fee.taken())
                        .mapToLong(FeeRow::amountMicros)
                        .sum();
            }
        }
        return micros < 0;
    }

    private static List<ChargePart> parts(Input input, boolean billed) {
        return input.accounts().stream()
                .flatMap(account -> parts(account, input.charges(), billed).stream())
                .toList();
    }

    /** What an account's charges put on the billed or the rendered side of its bill. */
    static List<ChargePart> parts(BilledAccount account, Map<Long, AccountCharges> charges, boolean billed) {
        AccountCharges own = charges.get(account.accountId());
        if (own == null) {
            return List.of();
        }
        List<ChargePart> parts = new ArrayList<>(own.usage());
        own.fees().stream()
                .flatMap(fee -> (billed ? fee.billed() : fee.rendered(account)).stream())
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
        return new DateRange(from, accounts.get(0).toDay());
    }

    private static List<BillLine> only(List<BillLine> lines, Predicate<BillLine> wanted) {
        return lines.stream().filter(wanted).toList();
    }
}
