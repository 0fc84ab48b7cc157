package io.turnpike.invoicing;

import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.invoicing.DraftDocument.Correction;
import io.turnpike.invoicing.DraftDocument.PrintedLine;
import io.turnpike.invoicing.Originals.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The documents of a bill: the set of its kind of customer, and a credit note for each document that credits take back from. */
final class DocumentDrafts {
    private final OperatorTerms terms;

    DocumentDrafts(OperatorTerms terms) {
        this.terms = terms;
    }

    /**
     * @param latestInvoice what a credit corrects that no invoice holds; null when there is none
     */
    DraftBill of(DraftBill bill, @Nullable Long latestInvoice, LineComposer composer) {
        List<DraftDocument> documents = new ArrayList<>();
        for (DocumentKind kind : terms.documents(bill.lead().kind())) {
            document(bill, kind, composer).ifPresent(documents::add);
        }
        documents.addAll(creditNotes(bill, latestInvoice));
        return new DraftBill(
                bill.accounts(),
                bill.period(),
                bill.documentDate(),
                bill.language(),
                bill.billed(),
                bill.rendered(),
                bill.credits(),
                bill.balance(),
                List.copyOf(documents));
    }

    private Optional<DraftDocument> document(DraftBill bill, DocumentKind kind, LineComposer composer) {
        return switch (kind.shows()) {
            case BILLED ->
                bill.billed().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DraftDocument(
                                kind,
                                1,
                                plain(bill.billed()),
                                bill.documentDate().plusDays(terms.dueDays()),
                                bill.balance().amountDueMinor(bill.chargedMinor()),
                                null));
            case RENDERED -> rendered(bill, kind, composer);
            case CREDITED -> Optional.empty();
        };
    }

    /** Nothing is rendered for less than nothing: then the credits stand on the credit note alone. */
    private static Optional<DraftDocument> rendered(DraftBill bill, DocumentKind kind, LineComposer composer) {
        List<PrintedLine> lines = plain(bill.rendered());
        if (LineComposer.total(bill.rendered()).gross() < 0) {
            List<PrintedLine> kept =
                    lines.stream().filter(each -> !each.line().isCredit()).toList();
            List<BillLine> taxed =
                    composer.tax(kept.stream().map(PrintedLine::line).toList());
            lines = IntStream.range(0, kept.size())
                    .mapToObj(i -> new PrintedLine(taxed.get(i), kept.get(i).billPosition(), null))
                    .toList();
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new DraftDocument(kind, 1, lines, null, 0, null));
    }

    /** One for each document that is taken back from, in the order of the lines. */
    private static List<DraftDocument> creditNotes(DraftBill bill, @Nullable Long latestInvoice) {
        Map<Optional<Long>, List<PrintedLine>> byCorrected = new LinkedHashMap<>();
        int position = 1;
        for (Credit credit : bill.credits()) {
            for (Piece piece : credit.pieces()) {
                OriginalLine original = piece.original();
                Long corrected = original == null ? latestInvoice : original.documentId();
                byCorrected
                        .computeIfAbsent(Optional.ofNullable(corrected), id -> new ArrayList<>())
                        .add(new PrintedLine(
                                credit.line().taxed(piece.amount()),
                                position,
                                original == null ? null : new Correction(original, piece.before())));
            }
            position++;
        }
        List<DraftDocument> notes = new ArrayList<>();
        byCorrected.forEach((corrected, lines) -> notes.add(
                new DraftDocument(DocumentKind.CREDIT_NOTE, notes.size() + 1, lines, null, 0, corrected.orElse(null))));
        return notes;
    }

    private static List<PrintedLine> plain(List<BillLine> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new PrintedLine(lines.get(i), i + 1, null))
                .toList();
    }
}
