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

    static String name(DocumentTemplate template) {
        return template.kind() + (template.operator().isEmpty() ? "" : "-" + template.operator()) + "-"
                + template.language();
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Templates templates = load();
        DocumentRenderer renderer = new DocumentRenderer();
        for (DocumentTemplate template : templates.all()) {
            Map<String, Object> sample = templates.sample(template).orElseThrow();
            Files.write(folder.resolve(name(template) + ".pdf"), renderer.render(template, sample));
            Files.writeString(folder.resolve(name(template) + ".xml"), template.pageXml(sample));
        }
    }
}
