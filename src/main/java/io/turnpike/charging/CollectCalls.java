package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.Readers;
import io.turnpike.mediation.files.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The step {@code collect-calls}: files of call records, decoded, identified, priced and written in one pass. */
@Component
class CollectCalls implements StepKind {
    /** Allowances roll over for a year at most; older counters change no price. */
    private static final int COUNTER_MONTHS = 13;

    private final CallCollection.Tools tools;
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RateIds rateIds;
    private final Definitions definitions;
    private final Environment environment;

    CollectCalls(
            CallCollection.Tools tools,
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            RateIds rateIds,
            Definitions definitions,
            Environment environment) {
        this.tools = tools;
        this.directories = directories;
        this.catalog = catalog;
        this.rateIds = rateIds;
        this.definitions = definitions;
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
    public Set<String> options() {
        return Set.of("inbox", "file", "format");
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        Map<String, CallFormat> formats = formats();
        Inbox inbox = new Inbox(Path.of(request.parameters()
                .text("inbox")
                .orElse(environment.getProperty("turnpike.data", "data") + "/inbox")));
        List<Inbox.Delivery> share = share(deliveries(request, formats, inbox), request);
        if (share.isEmpty()) {
            return () -> null;
        }
        ServiceDirectory directory = directories.load();
        LocalDate oldest =
                LocalDate.ofInstant(tools.clock().instant(), ZoneOffset.UTC).minusMonths(COUNTER_MONTHS);
        PriceBook prices = new PriceBook(
                directory, catalog.get(), rateIds, tools.counters().load(oldest));
        return new CallCollection(tools, formats, prices, inbox, share, request.progress());
    }

    private Map<String, CallFormat> formats() {
        Problems problems = new Problems();
        try {
            Map<String, CallFormat> formats = Readers.load(definitions.root().resolve("readers"), problems);
            problems.throwIfAny();
            return formats;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the readers", e);
        }
    }

    private static List<Inbox.Delivery> deliveries(StepRequest request, Map<String, CallFormat> formats, Inbox inbox) {
        Parameters parameters = request.parameters();
        if (parameters.text("file").isEmpty()) {
            return inbox.deliveries(formats.keySet());
        }
        Path file = Path.of(parameters.requiredText("file"));
        String format = parameters.requiredText("format");
        if (!Files.isReadable(file)) {
            throw new Parameters.BadParameter("--file: cannot read " + file);
        }
        return formats.containsKey(format) ? List.of(new Inbox.Delivery(format, file)) : List.of();
    }

    /** Every n-th file; a file belongs to one partition as a whole. */
    private static List<Inbox.Delivery> share(List<Inbox.Delivery> all, StepRequest request) {
        List<Inbox.Delivery> share = new ArrayList<>();
        for (int i = request.partition(); i < all.size(); i += request.partitions()) {
            share.add(all.get(i));
        }
        return share;
    }

    /** A wrong format name is told before anything starts. */
    static Parameters.BadParameter unknownFormat(String format, Set<String> known) {
        return new Parameters.BadParameter("--format: no reader '" + format + "': " + Suggestion.remedy(format, known));
    }
}
