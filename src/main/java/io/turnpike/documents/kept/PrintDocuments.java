package io.turnpike.documents.kept;

import io.turnpike.invoicing.BillRun;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.springframework.stereotype.Component;

/**
 * The step {@code print-documents}: batch prints. With a selection it prints that, again if it was printed before; without one it
 * prints every released bill run that was not printed yet, each under the name {@code <operator>-run-<number>}.
 */
@Component
class PrintDocuments implements StepKind {
    private final BillRuns runs;
    private final BillingDocuments documents;
    private final KeptDocumentsMapper mapper;
    private final BatchPrinting printing;

    PrintDocuments(BillRuns runs, BillingDocuments documents, KeptDocumentsMapper mapper, BatchPrinting printing) {
        this.runs = runs;
        this.documents = documents;
        this.mapper = mapper;
        this.printing = printing;
    }

    @Override
    public String word() {
        return "print-documents";
    }

    @Override
    public String summary() {
        return "one PDF per print group of released documents, sorted, with separator sheets and a manifest";
    }

    @Override
    public List<StepOption> options() {
        return List.of(
                StepOption.text("operator"),
                StepOption.oneOf("kind", DocumentSelection.KINDS),
                StepOption.text("account"),
                StepOption.month("month"),
                StepOption.wholeNumber("bill-run", 1),
                StepOption.text("name"));
    }

    @Override
    public StepWork begin(StepRequest request) {
        Queue<BatchPrinting.Work> prints = new ArrayDeque<>();
        requests(request.parameters()).forEach(each -> prints.add(printing.begin(each, request.progress())));
        if (prints.isEmpty()) {
            request.progress().note("every released bill run was printed");
        }
        return () -> {
            while (!prints.isEmpty()) {
                StepWork.Piece piece = prints.element().next();
                if (piece != null) {
                    return piece;
                }
                prints.remove();
            }
            return null;
        };
    }

    private List<PrintRequest> requests(Parameters given) {
        Optional<DocumentSelection> selection = DocumentSelection.of(given);
        List<PrintRequest> requests = new ArrayList<>();
        if (selection.isEmpty()) {
            for (long id : runs.released()) {
                BillRun run = runs.run(id);
                String name = run.operatorCode() + "-run-" + id;
                if (mapper.batch(name) == null && documents.ids(id).isPresent()) {
                    requests.add(new PrintRequest(
                            name, run.operatorCode(), new Filter(null, null, null, null, null, id), null));
                }
            }
            return requests;
        }
        DocumentSelection wanted = selection.get();
        List<String> operators = wanted.operators(runs);
        for (String operator : operators) {
            String named = given.text("name").orElse("");
            String name =
                    named.isEmpty() ? wanted.name(operator) : operators.size() == 1 ? named : named + "-" + operator;
            requests.add(new PrintRequest(name, operator, wanted.filter(operator), wanted.kind()));
        }
        return requests;
    }
}
