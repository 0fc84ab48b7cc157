package io.turnpike.invoicing;

import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.invoicing.DraftDocument.Correction;
import io.turnpike.invoicing.DraftDocument.PrintedLine;
import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.invoicing.OriginalLine.Wanted;
import io.turnpike.invoicing.Originals.Piece;
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

/**
 * The documents of a bill: the set of its kind of customer, and for what is taken back a credit note for each invoice and a correction
 * for each document of services rendered.
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
        correcting(DocumentKind.CORRECTION, bill.corrections(), earlier.rendered(), credit -> List.of())
                .forEach(documents::add);
        correcting(DocumentKind.CREDIT_NOTE, bill.credits(), earlier.billed(), vatDocuments(bill, earlier))
                .forEach(documents::add);
        return bill.with(documents);
    }

    private Optional<DraftDocument> document(DraftBill bill, DocumentKind kind) {
        List<BillLine> lines = kind.isOfRendered() ? bill.rendered() : bill.billed();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                kind.isOfRendered()
                        ? new DraftDocument(kind, 1, plain(lines), null, 0, null, List.of())
                        : new DraftDocument(
                                kind,
                                1,
                                plain(lines),
                                bill.documentDate().plusDays(terms.dueDays()),
                                bill.balance().amountDueMinor(bill.chargedMinor()),
                                null,
                                List.of()));
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
    private static List<DraftDocument> correcting(
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
        List<DraftDocument> made = new ArrayList<>();
        lines.forEach((corrected, of) -> made.add(new DraftDocument(
                kind,
                made.size() + 1,
                of,
                null,
                0,
                corrected.orElse(null),
                List.copyOf(carriers.getOrDefault(corrected, Set.of())))));
        return made;
    }

    private static List<PrintedLine> plain(List<BillLine> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new PrintedLine(lines.get(i), i + 1, null))
                .toList();
    }
}
