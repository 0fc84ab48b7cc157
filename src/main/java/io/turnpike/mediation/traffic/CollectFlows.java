package io.turnpike.mediation.traffic;

import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.OncePerStep;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.flows.FlowChunks;
import io.turnpike.mediation.flows.FlowFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The step {@code collect-flows}: files of flows, decoded, identified and summed per service, class and hour. */
@Component
class CollectFlows implements StepKind {
    private final FlowCollection.Stores stores;
    private final ServiceDirectoryLoader directories;
    private final TrafficReaders readers;
    private final Environment environment;
    private final OncePerStep<Owners> ofStep = new OncePerStep<>();

    CollectFlows(
            FlowCollection.Stores stores,
            ServiceDirectoryLoader directories,
            TrafficReaders readers,
            Environment environment) {
        this.stores = stores;
        this.directories = directories;
        this.readers = readers;
        this.environment = environment;
    }

    @Override
    public String word() {
        return "collect-flows";
    }

    @Override
    public String summary() {
        return "take in files of flows (NetFlow): decode, identify, sum per service, class and hour";
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
    }

    @Override
    public StepWork begin(StepRequest request) {
        Parameters parameters = request.parameters();
        Map<String, FlowFormat> formats =
                readers.formats(parameters.text("format").orElse(""));
        Inbox inbox = new Inbox(
                Path.of(parameters.text("inbox").orElse(environment.getProperty("turnpike.data", "data") + "/inbox")));
        List<Inbox.Delivery> share =
                Inbox.share(deliveries(parameters, formats, inbox), request.partition(), request.partitions());
        if (share.isEmpty()) {
            return () -> null;
        }
        Owners owners = ofStep.get(request, () -> Owners.of(directories.load()));
        return new FlowCollection(
                stores,
                new FlowCollection.Rules(
                        formats,
                        readers.zones(),
                        owners,
                        FlowChunks.Cut.USUAL.ofRange(request.range(FlowChunks.Cut.USUAL.range()))),
                inbox,
                share,
                request);
    }

    private static List<Inbox.Delivery> deliveries(
            Parameters parameters, Map<String, FlowFormat> formats, Inbox inbox) {
        if (parameters.text("file").isEmpty()) {
            return inbox.deliveries(formats.keySet());
        }
        Path file = Path.of(parameters.requiredText("file"));
        String format = parameters.requiredText("format");
        return formats.containsKey(format) ? List.of(new Inbox.Delivery(format, file)) : List.of();
    }
}
