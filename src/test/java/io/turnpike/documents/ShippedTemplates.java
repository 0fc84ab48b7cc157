package io.turnpike.documents;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The templates of this repository, loaded for tests. Run as a program it writes a PDF and the page XML of each sample:
 * {@code java … io.turnpike.documents.ShippedTemplates FOLDER}.
 */
final class ShippedTemplates {
    static final Path FOLDER = Path.of(System.getProperty("turnpike.home", ".")).resolve("document-templates");

    private ShippedTemplates() {}

    static Templates load() throws IOException {
        Problems problems = new Problems();
        Templates templates = Templates.load(FOLDER, problems);
        problems.throwIfAny();
        return templates;
    }

    /** {@code invoice-ru} or {@code invoice-person-ru}. */
    static String name(DocumentTemplate template, String sample) {
        return template.kind() + (template.operator().isEmpty() ? "" : "-" + template.operator())
                + sample.substring("sample".length()) + "-" + template.language();
    }

    static DocumentTemplate find(Templates templates, String kind, String language) {
        return templates.find(kind, "", language).orElseThrow();
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Templates templates = load();
        DocumentRenderer renderer = new DocumentRenderer();
        for (DocumentTemplate template : templates.all()) {
            for (Map.Entry<String, Map<String, Object>> sample :
                    templates.samples(template).entrySet()) {
                String name = name(template, sample.getKey());
                Files.write(folder.resolve(name + ".pdf"), renderer.render(template, sample.getValue()));
                Files.writeString(folder.resolve(name + ".xml"), template.pageXml(sample.getValue()));
            }
        }
    }
}
