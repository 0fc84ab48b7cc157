package io.turnpike.documents.kept;

import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.definitions.Problem;
import io.turnpike.documents.DocumentForms;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.page.DisplayList;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Content;
import io.turnpike.invoicing.Operators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Renders a range of a run's released documents and keeps what it made, in the running transaction. */
@Component
class DocumentRendering {
    private final BillingDocuments documents;
    private final KeptDocuments kept;
    private final CallDetails callDetails;
    private final Operators operators;

    DocumentRendering(
            BillingDocuments documents, KeptDocuments kept, CallDetails callDetails, @Lazy Operators operators) {
        this.documents = documents;
        this.kept = kept;
        this.callDetails = callDetails;
        this.operators = operators;
    }

    /**
     * What came of a range.
     *
     * @param documents in the range, rendered before or now, or that cannot be
     * @param made PDFs made now, appendices among them
     * @param unprintable those that cannot be rendered, with the reason: of these nothing is kept, no appendix either
     */
    record Made(int documents, int made, long bytes, List<String> unprintable) {}

    Made render(long billRunId, long from, long to, DocumentForms forms) {
        List<Content> contents = documents.released(billRunId, from, to);
        Set<String> done = new HashSet<>();
        kept.of(from, to).forEach(each -> done.add(key(each.documentId(), each.kind())));
        Map<Long, Map<String, Object>> snapshots = new LinkedHashMap<>();
        Attempts attempts = new Attempts(billRunId, forms);
        for (Content content : contents) {
            Map<String, Object> snapshot = Snapshots.parse(content.json());
            snapshots.put(content.documentId(), snapshot);
            if (!done.contains(key(content.documentId(), Snapshots.text(snapshot, "kind")))) {
                attempts.render(content.documentId(), snapshot);
            }
        }
        callDetails
                .of(billRunId, from, to, id -> !done.contains(key(id, CallDetails.KIND)), snapshots)
                .forEach(attempts::render);
        List<KeptDocuments.Rendering> made = attempts.whole();
        kept.keep(made);
        return new Made(
                contents.size(),
                made.size(),
                made.stream().mapToLong(each -> each.pdf().length).sum(),
                List.copyOf(attempts.unprintable.values()));
    }

    /** What is rendered of a range, and what its template cannot show. */
    private final class Attempts {
        private final long billRunId;
        private final DocumentForms forms;
        private final List<KeptDocuments.Rendering> made = new ArrayList<>();
        private final Map<Long, String> unprintable = new LinkedHashMap<>();

        Attempts(long billRunId, DocumentForms forms) {
            this.billRunId = billRunId;
            this.forms = forms;
        }

        void render(long documentId, Map<String, Object> snapshot) {
            try {
                made.add(rendering(documentId, billRunId, snapshot, forms));
            } catch (InvalidDefinitions e) {
                Problem problem = e.problems().get(0);
                unprintable.putIfAbsent(
                        documentId,
                        Snapshots.text(snapshot, "kind") + " " + Snapshots.text(snapshot, "number") + ", account "
                                + Snapshots.account(snapshot) + ": " + problem.place() + ": " + problem.message());
            }
        }

        /** Without parts of documents of which another part failed: a document is rendered with its appendix or not at all. */
        List<KeptDocuments.Rendering> whole() {
            return made.stream()
                    .filter(each -> !unprintable.containsKey(each.documentId()))
                    .toList();
        }
    }

    /** The form of a document: in its own language, or in its operator's. */
    DocumentTemplate template(Map<String, Object> snapshot, DocumentForms forms) {
        String operator = Snapshots.operator(snapshot);
        return forms.template(
                Snapshots.text(snapshot, "kind"),
                operator,
                Snapshots.text(snapshot, "language"),
                operators.terms(operator).language());
    }

    /** The form of a document, if there still is one. */
    Optional<DocumentTemplate> findTemplate(Map<String, Object> snapshot, DocumentForms forms) {
        String operator = Snapshots.operator(snapshot);
        return forms.find(
                Snapshots.text(snapshot, "kind"),
                operator,
                Snapshots.text(snapshot, "language"),
                operators.terms(operator).language());
    }

    private KeptDocuments.Rendering rendering(
            long documentId, long billRunId, Map<String, Object> snapshot, DocumentForms forms) {
        DocumentTemplate template = template(snapshot, forms);
        DisplayList layout = forms.renderer().layOut(template, snapshot);
        return new KeptDocuments.Rendering(
                documentId,
                Snapshots.text(snapshot, "kind"),
                billRunId,
                template.version(),
                layout.pages().size(),
                forms.renderer().pdf(layout));
    }

    private static String key(long documentId, String kind) {
        return documentId + " " + kind;
    }
}
