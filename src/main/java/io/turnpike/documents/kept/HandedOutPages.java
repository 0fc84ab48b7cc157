package io.turnpike.documents.kept;

import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.digests.Sha256;
import io.turnpike.documents.DocumentForms;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.print.PageSource;
import io.turnpike.documents.print.PrintItem;
import io.turnpike.documents.print.PrintedPages;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The pages of released documents exactly as they were handed out. Kept bytes carry their own fonts, ten times the size of the page
 * itself; so where a document laid out again gives the very bytes that are kept, the layout is printed and shares the file's fonts.
 * Where it does not, because a template or the program has changed, the kept pages are taken over.
 */
@Component
class HandedOutPages implements PageSource {
    private final BillingDocuments documents;
    private final KeptDocumentsMapper mapper;
    private final DocumentRendering rendering;
    private final ObjectProvider<DocumentForms> forms;

    HandedOutPages(
            BillingDocuments documents,
            KeptDocumentsMapper mapper,
            DocumentRendering rendering,
            ObjectProvider<DocumentForms> forms) {
        this.documents = documents;
        this.mapper = mapper;
        this.rendering = rendering;
        this.forms = forms;
    }

    @Override
    public List<PrintedPages> pages(List<PrintItem> few) {
        Set<Long> ids = few.stream().map(PrintItem::documentId).collect(Collectors.toSet());
        Map<String, KeptDocumentsMapper.KeptBytes> kept = new HashMap<>();
        mapper.bytesOf(ids.toArray(Long[]::new)).forEach(each -> kept.put(key(each.documentId(), each.kind()), each));
        Map<Long, String> contents =
                documents.contentsOf(ids).stream().collect(Collectors.toMap(Content::documentId, Content::json));
        List<PrintedPages> pages = new ArrayList<>(few.size());
        for (PrintItem item : few) {
            KeptDocumentsMapper.KeptBytes bytes = kept.get(key(item.documentId(), item.kind()));
            if (bytes == null) {
                throw new IllegalStateException("the bytes of document " + item.documentId() + " (" + item.kind()
                        + ") have gone: restore them from a backup");
            }
            KeptDocuments.requireWhole(item.documentId(), item.kind(), item.sha256(), bytes.pdf());
            pages.add(again(bytes, contents.getOrDefault(item.documentId(), "{}"))
                    .orElseGet(() -> new PrintedPages.HandedOut(bytes.pdf())));
        }
        return pages;
    }

    /** The document laid out anew, if that is what was handed out. */
    private Optional<PrintedPages> again(KeptDocumentsMapper.KeptBytes kept, String json) {
        Map<String, Object> snapshot = Snapshots.parse(json);
        if (!kept.kind().equals(Snapshots.text(snapshot, "kind"))) {
            return Optional.empty(); // an appendix is made of charges, not of the document's content
        }
        Optional<DocumentTemplate> template = rendering
                .findTemplate(snapshot, forms.getObject())
                .filter(found -> found.version().equals(kept.templateVersion()));
        if (template.isEmpty()) {
            return Optional.empty();
        }
        DisplayList layout;
        try {
            layout = forms.getObject().renderer().layOut(template.get(), snapshot);
        } catch (InvalidDefinitions e) {
            return Optional.empty(); // the program refuses today what it made then
        }
        byte[] pdf = forms.getObject().renderer().pdf(layout);
        return Sha256.hex(pdf).equals(kept.sha256()) ? Optional.of(new PrintedPages.LaidOut(layout)) : Optional.empty();
    }

    private static String key(long documentId, String kind) {
        return documentId + " " + kind;
    }
}
