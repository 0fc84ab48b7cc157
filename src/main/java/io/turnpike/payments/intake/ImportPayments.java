package io.turnpike.payments.intake;

import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.payments.PaymentBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The step {@code import-payments}: bank statements and registries of payment systems, from the inbox or one file. */
@Component
class ImportPayments implements StepKind {
    private final StatementIntake.Tools tools;
    private final PaymentSources sources;
    private final Environment environment;

    ImportPayments(
            InputFiles files,
            PaymentBook book,
            LineBooking booking,
            IntakeMapper mapper,
            PaymentSources sources,
            Environment environment) {
        this.tools = new StatementIntake.Tools(files, book, booking, mapper);
        this.sources = sources;
        this.environment = environment;
    }

    @Override
    public String word() {
        return "import-payments";
    }

    @Override
    public String summary() {
        return "take in bank statements and payment registries: check their totals, book, match";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.text("inbox"), StepOption.text("file"), StepOption.text("format"));
    }

    @Override
    public StepWork begin(StepRequest request) {
        Map<String, PaymentSource> known = sources.read();
        Inbox inbox = new Inbox(Path.of(request.parameters()
                .text("inbox")
                .orElse(environment.getProperty("turnpike.data", "data") + "/inbox")));
        return new StatementIntake(tools, known, inbox, deliveries(request.parameters(), known, inbox), request);
    }

    private static List<Inbox.Delivery> deliveries(
            Parameters parameters, Map<String, PaymentSource> known, Inbox inbox) {
        if (parameters.text("file").isEmpty()) {
            return inbox.deliveries(known.keySet());
        }
        Path file = Path.of(parameters.requiredText("file"));
        String format = parameters.requiredText("format");
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Parameters.BadParameter("--file: " + file + " is no file that can be read");
        }
        if (!known.containsKey(format)) {
            throw new Parameters.BadParameter(
                    "--format: no reader of payments '" + format + "': " + Suggestion.remedy(format, known.keySet()));
        }
        return List.of(new Inbox.Delivery(format, file));
    }
}
