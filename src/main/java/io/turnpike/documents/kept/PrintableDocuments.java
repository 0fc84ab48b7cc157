package io.turnpike.documents.kept;

import io.turnpike.documents.print.PacketPlace;
import io.turnpike.documents.print.PrintItem;
import io.turnpike.documents.print.PrintKeys;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Content;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.DocumentKind;
import io.turnpike.invoicing.OperatorTerms.CustomerKind;
import io.turnpike.invoicing.Operators;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Finds the released documents of a filter with what they are sorted by. Drafts are left out. */
@Component
class PrintableDocuments {
    /** Contents read at once: a few megabytes. */
    private static final int PAGE = 500;

    /** Behind every kind of a document set, which has fewer. */
    private static final int OTHER_KINDS = 1_000;

    private static final int RANKS_PER_KIND = 2;

    private final BillingDocuments documents;
    private final KeptDocumentsMapper mapper;
    private final Operators operators;

    PrintableDocuments(BillingDocuments documents, KeptDocumentsMapper mapper, @Lazy Operators operators) {
        this.documents = documents;
        this.mapper = mapper;
        this.operators = operators;
    }

    /**
     * Hands each document to be printed, an appendix besides its invoice, to the receiver.
     *
     * @param kind as in the filter, or {@code call-detail} for the appendices alone; null for everything
     * @throws IllegalStateException when a document is not rendered yet, with the remedy
     */
    void each(Filter filter, @Nullable String kind, Consumer<PrintItem> receiver) {
        String ofDocument = CallDetails.KIND.equals(kind) ? DocumentKind.INVOICE.word() : kind;
        Filter narrowed = new Filter(
                filter.operator(), ofDocument, filter.accountNumber(), filter.from(), filter.to(), filter.billRunId());
        long after = 0;
        List<Content> page;
        do {
            page = documents.contents(narrowed, after, PAGE);
            page(page, kind, receiver);
            after = page.isEmpty() ? after : page.get(page.size() - 1).documentId();
        } while (page.size() == PAGE);
    }

    private void page(List<Content> page, @Nullable String kind, Consumer<PrintItem> receiver) {
        Map<Long, List<KeptDocument>> kept = new HashMap<>();
        mapper.ofIds(page.stream().map(Content::documentId).toArray(Long[]::new))
                .forEach(each -> kept.computeIfAbsent(each.documentId(), id -> new ArrayList<>())
                        .add(each));
        for (Content content : page) {
            Map<String, Object> snapshot = Snapshots.parse(content.json());
            if (!snapshot.containsKey("number")) {
                continue; // a draft
            }
            List<KeptDocument> files = kept.getOrDefault(content.documentId(), List.of());
            String own = Snapshots.text(snapshot, "kind");
            if (files.stream().noneMatch(each -> each.kind().equals(own))) {
                throw new IllegalStateException(own + " " + Snapshots.text(snapshot, "number")
                        + " is released but not rendered yet: 'turnpike documents render' does it");
            }
            PrintKeys keys = PrintKeys.of(snapshot);
            for (KeptDocument file : files) {
                if (kind == null || kind.equals(file.kind())) {
                    receiver.accept(
                            new PrintItem(file.documentId(), keys, place(snapshot, file.kind()), file.sha256()));
                }
            }
        }
    }

    private PacketPlace place(Map<String, Object> snapshot, String kind) {
        return new PacketPlace(
                LocalDate.parse(Snapshots.text(snapshot, "date")),
                rank(Snapshots.operator(snapshot), Snapshots.customerKind(snapshot), kind),
                kind,
                Snapshots.text(snapshot, "number"));
    }

    /** In the order of the operator's document set; the appendix directly behind the invoice, other kinds at the end. */
    private int rank(String operator, CustomerKind customer, String kind) {
        List<DocumentKind> set = operators.terms(operator).documentSets().getOrDefault(customer, List.of());
        boolean appendix = kind.equals(CallDetails.KIND);
        String word = appendix ? DocumentKind.INVOICE.word() : kind;
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i).word().equals(word)) {
                return RANKS_PER_KIND * i + (appendix ? 1 : 0);
            }
        }
        return OTHER_KINDS;
    }
}
