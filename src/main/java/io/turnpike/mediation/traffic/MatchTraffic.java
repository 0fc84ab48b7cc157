package io.turnpike.mediation.traffic;

import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.ControlTotals;
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
 * first whose it became before its last flow did.
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
                : new Matching(Owners.of(directories.load()), request.progress());
    }

    /** One pass over all that waits, page by page. */
    private final class Matching implements StepWork {
        private final Owners owners;
        private final Progress progress;
        private UnmatchedHours.@Nullable Stored last;
        private boolean ended;
        private long matchedBytes;

        Matching(Owners owners, Progress progress) {
            this.owners = owners;
            this.progress = progress;
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
            UnmatchedTraffic waiting = new UnmatchedTraffic();
            page.forEach(stored -> waiting.add(stored.row()));
            Set<UnmatchedTraffic.Row> left = new HashSet<>(waiting.retry(owners.index(), new TrafficTotals()));
            List<UnmatchedTraffic.Row> found = new ArrayList<>();
            for (UnmatchedHours.Stored stored : page) {
                if (!left.contains(stored.row())) {
                    found.add(stored.row());
                }
            }
            give(stores.unmatched().take(found));
            progress.advance(page.size());
        }

        private void give(List<UnmatchedHours.Stored> taken) {
            Map<Integer, UnmatchedTraffic> byFile = new TreeMap<>();
            taken.forEach(stored -> byFile.computeIfAbsent(stored.fileId(), file -> new UnmatchedTraffic())
                    .add(stored.row()));
            byFile.forEach((file, rows) -> {
                TrafficTotals totals = new TrafficTotals();
                // what came in at this moment may have changed the row, so that it waits on
                stores.unmatched().add(file, rows.retry(owners.index(), totals));
                stores.deltas().append(file, owners.directory(), totals);
                long bytes = totals.totalBytes();
                stores.files().recount(file, new ControlTotals(0, 0, 0, 0, 0, 0, 0, bytes, 0, 0));
                matchedBytes += bytes;
            });
        }
    }
}
