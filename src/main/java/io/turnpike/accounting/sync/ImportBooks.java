package io.turnpike.accounting.sync;

import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.Imports;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.Inbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The step {@code import-books}: what accounting systems send, from the inbox or one file. */
@Component
class ImportBooks implements StepKind {
    private final Imports imports;
    private final BooksIntake intake;
    private final Environment environment;

    ImportBooks(Imports imports, BooksIntake intake, Environment environment) {
        this.imports = imports;
        this.intake = intake;
        this.environment = environment;
    }

    @Override
    public String word() {
        return "import-books";
    }

    @Override
    public String summary() {
        return "take in what accounting systems send: states of documents, payments booked there, changed customers";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.text("inbox"), StepOption.text("file"), StepOption.text("format"));
    }

    @Override
    public void check(Parameters parameters) {
        Inbox.check(parameters);
    }

    @Override
    public StepWork begin(StepRequest request) {
        Map<String, ImportDefinition> known = imports.read();
        Inbox inbox = new Inbox(Path.of(request.parameters()
                .text("inbox")
                .orElse(environment.getProperty("turnpike.data", "data") + "/books/inbox")));
        request.progress().expect(0, "rows");
        return new Work(
                request,
                known,
                inbox,
                deliveries(request.parameters(), known, inbox).iterator());
    }

    private static List<Inbox.Delivery> deliveries(
            Parameters parameters, Map<String, ImportDefinition> known, Inbox inbox) {
        if (parameters.text("file").isEmpty()) {
            return inbox.deliveries(known.keySet());
        }
        String format = parameters.requiredText("format");
        if (!known.containsKey(format)) {
            throw new Parameters.BadParameter("--format: there is no import '" + format + "' in " + Imports.FOLDER
                    + ": " + Suggestion.remedy(format, known.keySet()));
        }
        return List.of(new Inbox.Delivery(format, Path.of(parameters.requiredText("file"))));
    }

    private final class Work implements StepWork {
        private final StepRequest request;
        private final Map<String, ImportDefinition> known;
        private final Inbox inbox;
        private final Iterator<Inbox.Delivery> deliveries;
        private final List<Runnable> afterCommit = new ArrayList<>();

        Work(
                StepRequest request,
                Map<String, ImportDefinition> known,
                Inbox inbox,
                Iterator<Inbox.Delivery> deliveries) {
            this.request = request;
            this.known = known;
            this.inbox = inbox;
            this.deliveries = deliveries;
        }

        @Override
        public @Nullable Piece next() {
            // told and put away when the transaction that did it is committed: the next piece is asked for only then
            afterCommit.forEach(Runnable::run);
            afterCommit.clear();
            if (!deliveries.hasNext()) {
                return null;
            }
            Inbox.Delivery delivery = deliveries.next();
            ImportDefinition definition = Objects.requireNonNull(known.get(delivery.format()), delivery.format());
            return () -> {
                BooksIntake.Outcome outcome = intake.take(definition, delivery.path(), request.progress()::advance);
                String refused = outcome.refused();
                if (refused == null) {
                    afterCommit.add(() -> request.progress().note(outcome.told()));
                    afterCommit.add(() -> inbox.archive(delivery));
                } else {
                    request.progress().refused(outcome.told());
                    afterCommit.add(() -> inbox.refuse(delivery, refused));
                }
            };
        }
    }
}
