package io.turnpike.invoicing;

import io.turnpike.invoicing.DraftDocument.PrintedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents of a bill: the set of its kind of customer, and a credit note for each document that credits take back from. */
final class DocumentDrafts {
    private final OperatorTerms terms;

    DocumentDrafts(OperatorTerms terms) {
        this.terms = terms;
    }

    DraftBill of(DraftBill bill, List<OriginalLine> originals, LineComposer composer) {
        List<DraftDocument> documents = new ArrayList<>();
        for (DocumentKind kind : terms.documents(bill.lead().kind())) {
            document(bill, kind, composer).ifPresent(documents::add);
        }
        documents.addAll(creditNotes(bill, originals));
        return new DraftBill(
                bill.accounts(),
                bill.period(),
                bill.documentDate(),
                bill.language(),
                bill.billed(),
                bill.rendered(),
                bill.credited(),
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
        List<BillLine> lines = bill.rendered();
        if (LineComposer.total(lines).gross() < 0) {
            lines = composer.tax(lines.stream().filter(line -> !line.isCredit()).toList());
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new DraftDocument(kind, 1, plain(lines), null, 0, null));
    }

    private static List<DraftDocument> creditNotes(DraftBill bill, List<OriginalLine> originals) {
        Map<Long, List<PrintedLine>> byCorrected = new LinkedHashMap<>();
        for (BillLine credit : bill.credited()) {
            OriginalLine original = original(credit, originals);
            byCorrected
                    .computeIfAbsent(corrected(original, originals), id -> new ArrayList<>())
                    .add(new PrintedLine(credit, original));
        }
        List<DraftDocument> notes = new ArrayList<>();
        byCorrected.forEach((corrected, lines) -> notes.add(new DraftDocument(
                DocumentKind.CREDIT_NOTE, notes.size() + 1, lines, null, 0, corrected == 0 ? null : corrected)));
        return notes;
    }

    private static @Nullable OriginalLine original(BillLine credit, List<OriginalLine> originals) {
        return originals.stream()
                .filter(line -> line.isCorrectedBy(credit))
                .findFirst()
                .orElse(null);
    }

    /** The document of the line itself, or the customer's latest invoice where the line is not told apart there; 0 for none. */
    private static long corrected(@Nullable OriginalLine original, List<OriginalLine> originals) {
        if (original != null) {
            return original.documentId();
        }
        return originals.isEmpty() ? 0 : originals.get(0).documentId();
    }

    private static List<PrintedLine> plain(List<BillLine> lines) {
        return lines.stream().map(line -> new PrintedLine(line, null)).toList();
    }
}
