package io.turnpike.documents;

import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.page.DisplayList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Shows a person who edits a template what comes out of it: a sample filled in, without a database. */
public final class TemplatePreview {
    private static final String SAMPLE = "sample";

    private final DocumentTemplate template;
    private final Map<String, Map<String, Object>> samples;
    private final Path definitions;

    private TemplatePreview(DocumentTemplate template, Map<String, Map<String, Object>> samples, Path definitions) {
        this.template = template;
        this.samples = samples;
        this.definitions = definitions;
    }

    /** A sample as it is printed. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, never compared
    public record Page(byte[] pdf, int pages) {}

    /**
     * Reads the templates of one kind.
     *
     * @param definitions folder that {@code document-templates} lies in
     * @param operator a code, or empty for the form all operators share
     * @throws InvalidDefinitions when a template of this kind is wrong
     * @throws IllegalArgumentException when there is no such kind or language, with the nearest
     */
    public static TemplatePreview of(Path definitions, String kind, String operator, String language)
            throws IOException {
        Path folder = definitions.resolve(DocumentForms.FOLDER);
        List<String> kinds = Templates.kindFolders(folder);
        if (!kinds.contains(kind)) {
            throw new IllegalArgumentException(
                    "--template: there is no kind '" + kind + "': " + Suggestion.remedy(kind, kinds));
        }
        Problems problems = new Problems();
        Templates templates = Templates.ofKind(folder, kind, problems);
        problems.throwIfAny();
        DocumentTemplate template = templates
                .find(kind, operator, language)
                .orElseThrow(() -> new IllegalArgumentException("--language: " + kind + " has no form in '" + language
                        + "': " + Suggestion.remedy(language, languages(templates))));
        return new TemplatePreview(template, templates.samples(template), definitions);
    }

    private static Set<String> languages(Templates templates) {
        Set<String> languages = new TreeSet<>();
        templates.all().forEach(each -> languages.add(each.language()));
        return languages;
    }

    /**
     * Renders a sample.
     *
     * @param sample name of one beside the template ({@code sample-person} or {@code person}), or a JSON file laid out like it
     * @throws InvalidDefinitions when the template cannot show it: with file, line and reason
     */
    public Page render(String sample) throws IOException {
        DocumentRenderer renderer = new DocumentRenderer();
        DisplayList layout = renderer.layOut(template, content(sample));
        return new Page(renderer.pdf(layout), layout.pages().size());
    }

    private Map<String, Object> content(String sample) throws IOException {
        for (String name : List.of(sample, SAMPLE + "-" + sample)) {
            Map<String, Object> known = samples.get(name);
            if (known != null) {
                return known;
            }
        }
        Path file = Path.of(sample);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--sample: '" + sample + "' is neither a file nor a sample of "
                    + template.kind() + " in '" + template.language() + "': "
                    + Suggestion.remedy(sample, samples.keySet()));
        }
        Problems problems = new Problems();
        Map<String, Object> content =
                Samples.parse(SourceFile.read(definitions, file), problems).orElse(Map.of());
        problems.throwIfAny();
        return content;
    }
}
