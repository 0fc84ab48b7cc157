package io.turnpike.invoicing;

import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.invoicing.DraftDocument.Correction;
import io.turnpike.invoicing.DraftDocument.PrintedLine;
import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.invoicing.OriginalLine.Wanted;
import io.turnpike.invoicing.Originals.Piece;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a bill: the set of its kind of customer, for what is taken back a credit note for each invoice and a correction for
 * each document of services rendered, and for late usage a debit note for each bill it belongs to.
 */
final class DocumentDrafts {
    private final OperatorTerms terms;

    DocumentDrafts(OperatorTerms terms) {
        this.terms = terms;
    }

    /**
     * What earlier documents showed.
     *
     * @param billed on invoices
     * @param rendered on documents of services rendered
     */
    record Earlier(Originals billed, Originals rendered) {}

    DraftBill of(DraftBill bill, Earlier earlier) {
        List<DraftDocument> documents = new ArrayList<>();
        for (DocumentKind kind : terms.documents(bill.lead().kind())) {
            document(bill, kind).ifPresent(documents::add);
        }
        documents.addAll(debitNotes(bill));
        correcting(DocumentKind.CORRECTION, bill.corrections(), earlier.rendered(), credit -> List.of())
                .forEach(note -> documents.add(note.of(bill)));
        correcting(DocumentKind.CREDIT_NOTE, bill.credits(), earlier.billed(), vatDocuments(bill, earlier))
                .forEach(note -> documents.add(note.of(bill)));
        return bill.with(documents);
    }

    private Optional<DraftDocument> document(DraftBill bill, DocumentKind kind) {
        List<BillLine> lines = kind.isOfRendered() ? bill.rendered() : bill.billed();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                kind.isOfRendered()
                        ? new DraftDocument(kind, 1, bill.period(), plain(lines, 1), null, 0, null, List.of())
                        : new DraftDocument(
                                kind,
                                1,
                                bill.period(),
                                plain(lines, 1),
                                dueDate(bill),
                                bill.invoiceDueMinor(),
                                null,
                                List.of()));
    }

    private LocalDate dueDate(DraftBill bill) {
        return bill.documentDate().plusDays(terms.dueDays());
    }

    /** One for each earlier bill. What is on the account beyond what the invoice uses of it, they use in their order. */
    private List<DraftDocument> debitNotes(DraftBill bill) {
        List<DraftDocument> made = new ArrayList<>();
        long due = Math.subtractExact(bill.balance().amountDueMinor(bill.chargedMinor()), bill.invoiceDueMinor());
        int position = 1;
        for (Debit debit : bill.debits()) {
            long gross = LineComposer.total(debit.lines()).gross();
            long asked = Math.min(gross, due);
            Named named = debit.bill().document();
            made.add(new DraftDocument(
                    DocumentKind.DEBIT_NOTE,
                    made.size() + 1,
                    debit.bill().period(),
                    plain(debit.lines(), position),
                    dueDate(bill),
                    asked,
                    named == null ? null : named.documentId(),
                    List.of()));
            due -= asked;
            position += debit.lines().size();
        }
        return made;
    }

    /** The documents that showed what is taken back, where the kind of customer gets such. */
    private Function<Credit, List<Named>> vatDocuments(DraftBill bill, Earlier earlier) {
        boolean shown = terms.hasRenderedDocuments(bill.lead().kind());
        return credit -> shown
                ? earlier.rendered()
                        .documentsOf(Wanted.of(
                                credit.line().key(),
                                terms,
                                credit.line().from(),
                                credit.line().to()))
                : List.of();
    }

    /** One for each document that is taken back from, in the order of the lines; what no document holds corrects the latest. */
    private static List<Note> correcting(
            DocumentKind kind, List<Credit> credits, Originals originals, Function<Credit, List<Named>> vatDocuments) {
        Map<Optional<Long>, List<PrintedLine>> lines = new LinkedHashMap<>();
        Map<Optional<Long>, Set<Named>> carriers = new HashMap<>();
        Optional<Long> latest = originals.latestDocument().map(Named::documentId);
        int position = 1;
        for (Credit credit : credits) {
            for (Piece piece : credit.pieces()) {
                OriginalLine original = piece.original();
                Optional<Long> corrected = original == null ? latest : Optional.ofNullable(original.documentId());
                lines.computeIfAbsent(corrected, id -> new ArrayList<>())
                        .add(new PrintedLine(
                                credit.line().taxed(piece.amount()),
                                position,
                                original == null ? null : new Correction(original, piece.before())));
                carriers.computeIfAbsent(corrected, id -> new LinkedHashSet<>()).addAll(vatDocuments.apply(credit));
            }
            position++;
        }
        List<Note> made = new ArrayList<>();
        lines.forEach((corrected, of) -> made.add(new Note(
                kind,
                made.size() + 1,
                of,
                corrected.orElse(null),
                List.copyOf(carriers.getOrDefault(corrected, Set.of())))));
        return made;
    }

    /** A document that takes back. */
    private record Note(
            DocumentKind kind,
            int ordinal,
            List<PrintedLine> lines,
            @Nullable Long corrects,
            List<Named> vatDocuments) {
        DraftDocument of(DraftBill bill) {
            return new DraftDocument(kind, ordinal, bill.period(), lines, null, 0, corrects, vatDocuments);
        }
    }

    /** @param first place of the first line on its side of the bill */
    private static List<PrintedLine> plain(List<BillLine> lines, int first) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new PrintedLine(lines.get(i), first + i, null))
                .toList();
    }
}
