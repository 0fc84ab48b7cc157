package io.turnpike.cli;

import io.turnpike.documents.kept.DocumentSelection;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.jobs.Parameters.BadParameter;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a document says. */
@Command(
        name = "content",
        mixinStandardHelpOptions = true,
        description = {
            "Print what a document says, as the JSON that its template is given: frozen when it was drafted.",
            "Of a draft too, by its id; it has no number yet."
        },
        footer = {
            "",
            "turnpike documents content 26-0000017",
            "turnpike documents content --kind act 4711 > my-act.json     a sample for 'documents preview'"
        })
final class DocumentContentCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Mixin
    private WantedDocument wanted;

    DocumentContentCommand() {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = settings.open()) {
            DocumentSelection selection = wanted.selection(context);
            if (WantedDocument.APPENDIX.equals(selection.kind())) {
                throw new BadParameter("--kind: a " + WantedDocument.APPENDIX
                        + " is made of the calls of an invoice and has no content of its own: name the invoice");
            }
            Listed document = wanted.find(context, selection);
            String content = context.getBean(BillingDocuments.class)
                    .snapshot(document.documentId())
                    .orElseThrow();
            spec.commandLine().getOut().println(JSON.writeValueAsString(JSON.readTree(content)));
        }
        return 0;
    }
}
