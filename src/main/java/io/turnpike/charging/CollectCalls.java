package io.turnpike.charging;

import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.files.Inbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The step {@code collect-calls}: files of call records, decoded, identified, priced and written in one pass. */
@Component
class CollectCalls implements StepKind {
    private final CallCollection.Tools tools;
    private final PriceBooks prices;
    private final CallReaders readers;
    private final Environment environment;

    CollectCalls(CallCollection.Tools tools, PriceBooks prices, CallReaders readers, Environment environment) {
        this.tools = tools;
        this.prices = prices;
        this.readers = readers;
        this.environment = environment;
    }

    @Override
    public String word() {
        return "collect-calls";
    }

    @Override
    public String summary() {
        return "take in files of call records, messages and events: decode, identify, price, write";
    }

    @Override
    public List<StepOption> options() {
        return List.of(
                StepOption.text("inbox"), StepOption.text("file"), StepOption.text("format"), StepOption.range());
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public void check(Parameters parameters) {
        Inbox.check(parameters);
        parameters
                .text("format")
                .filter(name -> !readers.names().contains(name))
                .ifPresent(name -> {
                    throw unknownFormat(name, readers.names());
                });
    }

    @Override
    public StepWork begin(StepRequest request) {
        Map<String, CallFormat> formats = readers.read();
        Inbox inbox = new Inbox(Path.of(request.parameters()
                .text("inbox")
                .orElse(environment.getProperty("turnpike.data", "data") + "/inbox")));
        List<Inbox.Delivery> share =
                Inbox.share(deliveries(request, formats, inbox), request.partition(), request.partitions());
        boolean held = request.partition() == 0
                && !tools.held().parts().waitingFormats().isEmpty();
        if (share.isEmpty() && !held) {
            return () -> null;
        }
        return new CallCollection(tools, formats, prices.open(request), inbox, share, request);
    }

    private List<Inbox.Delivery> deliveries(StepRequest request, Map<String, CallFormat> formats, Inbox inbox) {
        Parameters parameters = request.parameters();
        if (parameters.text("file").isEmpty()) {
            if (request.partition() == 0) {
                warnOfStrangers(inbox, request);
            }
            return inbox.deliveries(formats.keySet());
        }
        Path file = Path.of(parameters.requiredText("file"));
        String format = parameters.requiredText("format");
        return formats.containsKey(format) ? List.of(new Inbox.Delivery(format, file)) : List.of();
    }

    /** Files in folders that no reader is named after would wait for ever. */
    private void warnOfStrangers(Inbox inbox, StepRequest request) {
        Set<String> names = readers.names();
        inbox.strangers(names)
                .forEach((folder, count) -> request.progress()
                        .note("WARNING " + count + " files wait in "
                                + inbox.folder().resolve(folder) + ": no reader '" + folder + "': "
                                + Suggestion.remedy(folder, names)));
    }

    /** A wrong format name is told before anything starts. */
    static Parameters.BadParameter unknownFormat(String format, Set<String> known) {
        return new Parameters.BadParameter("--format: no reader '" + format + "': " + Suggestion.remedy(format, known));
    }
}
