package io.turnpike.cli;

import io.turnpike.documents.kept.DocumentSelection;
import io.turnpike.invoicing.BillRuns;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** Which documents a command is about. */
final class Selected {
    @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's documents")
    private @Nullable String operator;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "only this kind: invoice, act, vat-invoice, transfer-document, correction, credit-note, debit-note,"
                            + " payment-slip, advance-invoice, or call-detail for the appendices of invoices")
    private @Nullable String kind;

    @Option(names = "--account", paramLabel = "NUMBER", description = "only the documents of this account")
    private @Nullable String account;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "only documents dated in this month")
    private @Nullable YearMonth month;

    @Option(names = "--run", paramLabel = "RUN", description = "only the documents of this bill run")
    private @Nullable Long run;

    Selected() {}

    /** What was selected; words that are not known are told with the nearest one. */
    DocumentSelection selection(ConfigurableApplicationContext context) {
        if (operator != null) {
            BillCommand.Choices.operator(context.getBean(BillRuns.class), operator);
        }
        if (run != null) {
            BillCommand.Choices.run(context, run);
        }
        return new DocumentSelection(operator, kind, account, month, run);
    }
}
