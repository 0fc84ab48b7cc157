package io.turnpike.cli;

import io.turnpike.documents.kept.DocumentSelection;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.jobs.Parameters.BadParameter;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The one document that a command is about, as a person names it. */
final class WantedDocument {
    /** The kind that has no number and no content of its own. */
    static final String APPENDIX = "call-detail";

    @Mixin
    private Selected selected;

    @Parameters(paramLabel = "NUMBER|ID", description = "number on the document, or its id")
    private String wanted = "";

    WantedDocument() {}

    DocumentSelection selection(ConfigurableApplicationContext context) {
        return selected.selection(context);
    }

    /**
     * By its number, else by its id.
     *
     * @throws BadParameter when there is none, or several
     */
    Listed find(ConfigurableApplicationContext context, DocumentSelection selection) {
        BillingDocuments documents = context.getBean(BillingDocuments.class);
        List<Listed> found = documents.numbered(wanted).stream()
                .filter(each -> isMeant(each, selection))
                .toList();
        if (found.stream().anyMatch(each -> each.kind().equals("invoice"))) {
            // a payment slip bears its invoice's number
            found = found.stream()
                    .filter(each -> !each.kind().equals("payment-slip"))
                    .toList();
        }
        if (found.size() > 1) {
            throw new BadParameter("several documents have the number " + wanted
                    + ": add --operator, --kind or --month, or give the id: "
                    + found.stream()
                            .map(each -> each.documentId() + " (" + each.operator() + ", " + each.kind() + ", "
                                    + each.documentDate() + ")")
                            .collect(Collectors.joining(", ")));
        }
        if (found.isEmpty() && wanted.matches("\\d{1,18}")) {
            found = documents.ofIds(List.of(Long.valueOf(wanted))).stream()
                    .filter(each -> isMeant(each, selection))
                    .toList();
        }
        if (found.isEmpty()) {
            throw new BadParameter("no document " + (selection.kind() == null ? "" : "of that kind ")
                    + "has the number or id '" + wanted
                    + "': 'turnpike documents list' lists them, 'turnpike documents list --number " + wanted
                    + "' those of a number");
        }
        return found.get(0);
    }

    /** An appendix is found by its invoice. */
    private static boolean isMeant(Listed each, DocumentSelection selection) {
        return APPENDIX.equals(selection.kind())
                ? each.kind().equals("invoice")
                        && (selection.operator() == null || selection.operator().equals(each.operator()))
                : DocumentListCommand.matches(each, selection);
    }
}
