package io.turnpike.mediation.traffic;

import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.flows.FlowFormat;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.suspense.SuspendedRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The step {@code retry-flows}: lines of flows in suspense are read again by their readers as they are now. What can be read becomes
 * traffic of its hour, as if it had come with its file; what cannot stays, with its latest reason.
 */
@Component
class RetryFlows implements StepKind {
    /** Records a transaction. */
    private static final int PAGE = 1_000;

    private final FlowCollection.Stores stores;
    private final ServiceDirectoryLoader directories;
    private final TrafficReaders readers;

    RetryFlows(FlowCollection.Stores stores, ServiceDirectoryLoader directories, TrafficReaders readers) {
        this.stores = stores;
        this.directories = directories;
        this.readers = readers;
    }

    @Override
    public String word() {
        return "retry-flows";
    }

    @Override
    public String summary() {
        return "read lines of flows in suspense again, after their reader was mended";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.text("reason"), StepOption.text("format"));
    }

    @Override
    public StepWork begin(StepRequest request) {
        String asked = request.parameters().text("format").orElse("");
        String reason = request.parameters().text("reason").orElse(null);
        Map<String, FlowFormat> formats = readers.formats(asked);
        List<FlowFormat> wanted = formats.values().stream()
                .filter(format -> asked.isEmpty() || format.name().equals(asked))
                .filter(format -> stores.suspense().count(reason, format.name()) > 0)
                .toList();
        return wanted.isEmpty()
                ? () -> null
                : new Retry(wanted, reason, readers.zones(), Owners.of(directories.load()), request);
    }

    /** One pass over the lines of these formats, page by page. */
    private final class Retry implements StepWork {
        private final Iterator<FlowFormat> formats;
        private final @Nullable String reason;
        private final TrafficZones zones;
        private final Owners owners;
        private final long runId;
        private final Progress progress;
        private final long last = stores.suspense().last();
        private @Nullable FlowFormat format;
        private long after;
        private long read;
        private long tried;

        Retry(
                List<FlowFormat> formats,
                @Nullable String reason,
                TrafficZones zones,
                Owners owners,
                StepRequest request) {
            this.formats = formats.iterator();
            this.reason = reason;
            this.zones = zones;
            this.owners = owners;
            this.runId = request.runId();
            this.progress = request.progress();
        }

        @Override
        public @Nullable Piece next() {
            while (true) {
                FlowFormat current = format;
                if (current != null) {
                    List<SuspendedRecord> page = stores.suspense().open(reason, current.name(), after, PAGE).stream()
                            .filter(record -> record.suspenseId() <= last)
                            .toList();
                    if (!page.isEmpty()) {
                        after = page.get(page.size() - 1).suspenseId();
                        return () -> retry(current, page);
                    }
                }
                if (!formats.hasNext()) {
                    progress.note("flows: " + read + " of " + tried + " lines in suspense could be read this time");
                    return null;
                }
                format = formats.next();
                after = 0;
            }
        }

        private void retry(FlowFormat of, List<SuspendedRecord> page) {
            RetriedLines lines = new RetriedLines(of, owners, zones, stores.latestMillis());
            page.forEach(lines::read);
            lines.store(stores, runId);
            read += page.size() - lines.failed();
            tried += page.size();
            progress.advance(page.size());
        }
    }
}
