package io.turnpike.charging;

import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.calls.CallFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The step {@code retry-suspense}: records in suspense are read, identified and rated again, as if they came now; their price goes
 * into the period of the usage. What fails again stays, with its latest reason.
 */
@Component
class SuspenseRetry implements StepKind {
    /** What waits for customers and prices, and not for a reader or a source: of the month. */
    private static final String CHANGES = "changes";

    private static final String OF = "of";

    private final CallCollection.Tools tools;
    private final PriceBooks prices;
    private final CallReaders readers;

    SuspenseRetry(CallCollection.Tools tools, PriceBooks prices, CallReaders readers) {
        this.tools = tools;
        this.prices = prices;
        this.readers = readers;
    }

    @Override
    public String word() {
        return "retry-suspense";
    }

    @Override
    public String summary() {
        return "read, identify and rate records in suspense again, after their cause was mended";
    }

    @Override
    public List<StepOption> options() {
        return List.of(
                StepOption.oneOf(OF, List.of(CHANGES)),
                StepOption.text("reason"),
                StepOption.text("format"),
                StepOption.range());
    }

    @Override
    public void check(Parameters parameters) {
        if (parameters.text(OF).isPresent() && parameters.text("reason").isPresent()) {
            throw new Parameters.BadParameter("'of: changes' names the reasons: leave out reason, or of");
        }
    }

    @Override
    public StepWork begin(StepRequest request) {
        Map<String, CallFormat> formats = readers.read();
        String reason = request.parameters()
                .text(OF)
                .map(changes -> MendableSuspense.REASONS)
                .or(() -> request.parameters().text("reason"))
                .orElse(null);
        String format = request.parameters().text("format").orElse(null);
        if (format != null && !formats.containsKey(format)) {
            Set<String> names = readers.names();
            if (names.contains(format)) {
                return () -> null; // of flows: the step retry-flows
            }
            throw CollectCalls.unknownFormat(format, names);
        }
        long open = tools.suspense().count(reason, format);
        if (open == 0) {
            if (request.parameters().text(OF).isEmpty()) {
                request.progress().note("nothing in suspense is to be tried again");
            }
            return () -> null;
        }
        request.progress().expect(open, "records");
        List<CallFormat> wanted = new ArrayList<>(formats.values());
        wanted.removeIf(each -> format != null && !each.name().equals(format));
        return new SuspenseRetryWork(tools, prices.open(), wanted, reason, request);
    }
}
