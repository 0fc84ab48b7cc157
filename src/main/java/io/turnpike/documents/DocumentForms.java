package io.turnpike.documents;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The templates in force with the renderer that fills them in. Read once for the life of the program. */
public final class DocumentForms {
    /** Where the templates lie under the definitions' folder. */
    public static final String FOLDER = "document-templates";

    private final Templates templates;
    private final DocumentRenderer renderer = new DocumentRenderer();

    private DocumentForms(Templates templates) {
        this.templates = templates;
    }

    /** @throws io.turnpike.definitions.InvalidDefinitions when a template is wrong */
    static DocumentForms load(Path definitions) {
        Problems problems = new Problems();
        try {
            Templates templates = Templates.load(definitions.resolve(FOLDER), problems);
            problems.throwIfAny();
            return new DocumentForms(templates);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the document templates", e);
        }
    }

    /**
     * The form of a kind: the operator's own or the shared one, in the wanted language or in the operator's.
     *
     * @throws IllegalStateException when there is none, with the remedy
     */
    public DocumentTemplate template(String kind, String operator, String wanted, String otherwise) {
        return find(kind, operator, wanted, otherwise)
                .orElseThrow(() -> new IllegalStateException(
                        "there is no template of " + kind + " for operator " + operator + " in '" + wanted + "' or '"
                                + otherwise + "': add one to " + FOLDER + "/" + kind + "/"));
    }

    /** The form of a kind as {@link #template} finds it; empty when there is none. */
    public Optional<DocumentTemplate> find(String kind, String operator, String wanted, String otherwise) {
        Optional<DocumentTemplate> found = templates.find(kind, operator, wanted);
        return found.or(() -> templates.find(kind, operator, otherwise));
    }

    public DocumentRenderer renderer() {
        return renderer;
    }
}
