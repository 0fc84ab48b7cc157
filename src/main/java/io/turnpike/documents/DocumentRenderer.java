package io.turnpike.documents;

import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.page.Paper;
import io.turnpike.documents.page.PdfFile;
import java.util.Map;
import java.util.Optional;

/** Makes PDF files of documents. Safe for any number of threads; keeps the parsed fonts, so one instance serves the program. */
public final class DocumentRenderer {
    private final Paper paper = new Paper();

    /**
     * One document as a PDF file. The same template version and snapshot give the same bytes.
     *
     * @param snapshot the frozen document: texts, decimal strings and ISO dates in maps and lists
     * @throws io.turnpike.definitions.InvalidDefinitions when the template cannot show this snapshot: with file, line and reason
     */
    public byte[] render(DocumentTemplate template, Map<String, Object> snapshot) {
        return pdf(layOut(template, snapshot));
    }

    /** A laid-out document as a PDF file of its own. */
    public byte[] pdf(DisplayList layout) {
        return paper.pdf(layout);
    }

    /** The document laid out: what is drawn, and where. Errors as in {@link #render}. */
    public DisplayList layOut(DocumentTemplate template, Map<String, Object> snapshot) {
        return template.layOut(paper, snapshot);
    }

    /** The first character of a text that documents cannot show, if there is one. */
    public Optional<String> unprintable(String text) {
        return paper.unprintable(text);
    }

    /** A file for many documents, which embeds each font once. */
    public PdfFile largeFile() {
        return paper.largeFile();
    }
}
