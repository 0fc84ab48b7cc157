package io.turnpike.cli;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.TemplatePreview;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Parameters.BadParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills a template with a sample, without a database. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Fill a template with a sample and write the PDF, without a database: to see what an edit has done.",
            "Mistakes are shown with file and line."
        },
        footer = {
            "",
            "turnpike documents preview --template invoice --language ru --out invoice.pdf",
            "turnpike documents preview --template invoice --sample person --operator meridian --out person.pdf",
            "turnpike documents preview --template act --sample my-act.json --out act.pdf"
        })
final class DocumentPreviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "folder of document-templates/ (default: the program's own)")
    private Path definitions =
            Path.of(System.getProperty("turnpike.home", System.getenv().getOrDefault("TURNPIKE_HOME", ".")));

    @Option(
            names = "--template",
            required = true,
            paramLabel = "KIND",
            description = "a folder of document-templates/, such as invoice")
    private String kind = "";

    @Option(
            names = "--operator",
            paramLabel = "CODE",
            description = "the operator's own form (default: the shared one)")
    private String operator = "";

    @Option(
            names = "--language",
            paramLabel = "CODE",
            defaultValue = "en",
            description = "en or ru (default: ${DEFAULT-VALUE})")
    private String language = "en";

    @Option(
            names = "--sample",
            paramLabel = "NAME|FILE",
            defaultValue = "sample",
            description = "a sample beside the template, such as person, or a JSON file (default: ${DEFAULT-VALUE})")
    private String sample = "sample";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "PDF to write; replaced")
    private Path file = Path.of("");

    DocumentPreviewCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!operator.isEmpty()) {
            TreeSet<String> known = new TreeSet<>(
                    Operators.load(definitions, new Problems()).byCode().keySet());
            if (!known.contains(operator)) {
                throw new BadParameter(
                        "--operator: there is no operator '" + operator + "': " + Suggestion.remedy(operator, known));
            }
        }
        try {
            TemplatePreview.Page page =
                    TemplatePreview.of(definitions, kind, operator, language).render(sample);
            Files.write(file, page.pdf());
            spec.commandLine().getOut().println(file + ": " + page.pages() + (page.pages() == 1 ? " page" : " pages"));
        } catch (IllegalArgumentException e) {
            throw new BadParameter(String.valueOf(e.getMessage()));
        }
        return 0;
    }
}
