package io.turnpike.mediation.traffic;

import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.flows.TrafficTotals;
import io.turnpike.mediation.flows.UnmatchedTraffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The step {@code match-traffic}: traffic of addresses that had no owner is tried again. What has one by now leaves the unmatched
 * and becomes traffic of the service in one transaction. An hour goes to whose the address was when its first flow began, or else to the
 * first whose it became before its last flow did. It is one of UTC and becomes one of the operator's clock, see
 * {@link UnmatchedTraffic#retry}.
 */
@Component
class MatchTraffic implements StepKind {
    /** Rows a transaction. */
    private static final int PAGE = 20_000;

    private final FlowCollection.Stores stores;
    private final ServiceDirectoryLoader directories;

    MatchTraffic(FlowCollection.Stores stores, ServiceDirectoryLoader directories) {
        this.stores = stores;
        this.directories = directories;
    }

    @Override
    public String word() {
        return "match-traffic";
    }

    @Override
    public String summary() {
        return "give traffic of addresses that were assigned late to their services";
    }

    @Override
    public StepWork begin(StepRequest request) {
        return stores.unmatched().page(null, 1).isEmpty()
                ? () -> null
                : new Matching(Owners.of(directories.load()), request);
    }

    /** One pass over all that waits, page by page. */
    private final class Matching implements StepWork {
        private final Owners owners;
        private final long runId;
        private final Progress progress;
        private UnmatchedHours.@Nullable Stored last;
        private boolean ended;
        private long matchedBytes;

        Matching(Owners owners, StepRequest request) {
            this.owners = owners;
            this.runId = request.runId();
            this.progress = request.progress();
        }

        @Override
        public @Nullable Piece next() {
            if (ended) {
                progress.note("traffic without an owner: " + matchedBytes + " bytes found one, "
                        + stores.unmatched().totalBytes() + " bytes wait");
                return null;
            }
            return this::page;
        }

        private void page() {
            List<UnmatchedHours.Stored> page = stores.unmatched().page(last, PAGE);
            ended = page.size() < PAGE;
            if (page.isEmpty()) {
                return;
            }
            last = page.get(page.size() - 1);
            List<UnmatchedHours.Stored> found = new ArrayList<>();
            byFile(page).forEach((file, waiting) -> {
                Set<UnmatchedTraffic.Row> left = new HashSet<>(waiting.retry(owners.index(), new TrafficTotals()));
                waiting.rows().stream()
                        .filter(row -> !left.contains(row))
                        .forEach(row -> found.add(new UnmatchedHours.Stored(row, file)));
            });
            give(stores.unmatched().take(found));
            progress.advance(page.size());
        }

        private static Map<Integer, UnmatchedTraffic> byFile(List<UnmatchedHours.Stored> rows) {
            Map<Integer, UnmatchedTraffic> byFile = new TreeMap<>();
            rows.forEach(stored -> byFile.computeIfAbsent(stored.fileId(), file -> new UnmatchedTraffic())
                    .add(stored.row()));
            return byFile;
        }

        private void give(List<UnmatchedHours.Stored> taken) {
            byFile(taken).forEach((file, rows) -> {
                TrafficTotals totals = new TrafficTotals();
                // what came in at this moment may have changed the row, so that it waits on
                List<UnmatchedTraffic.Row> left = rows.retry(owners.index(), totals);
                stores.unmatched().add(file, left);
                stores.deltas().append(file, owners.directory(), totals);
                Volume found = held(rows.rows()).minus(held(left));
                long bytes = totals.totalBytes();
                // a side that is not the one its flow is counted on: the other is a service's, or waits
                stores.files()
                        .recount(
                                runId,
                                file,
                                ControlTotals.moved(Fate.HELD, found, Fate.RATED, found)
                                        .bothSides(bytes - found.bytes()));
                matchedBytes += bytes;
            });
        }

        private static Volume held(List<UnmatchedTraffic.Row> rows) {
            return new Volume(
                    rows.stream().mapToLong(UnmatchedTraffic.Row::records).sum(),
                    0,
                    rows.stream().mapToLong(UnmatchedTraffic.Row::heldBytes).sum(),
                    0);
        }
    }
}
