package io.turnpike.invoicing;

import io.turnpike.jobs.OncePerStep;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The step {@code release-invoices}: releases drafts where the operator's threshold lets them go, or all of them where the job says
 * so; what it leaves is told with the reason and waits for a person. Each transaction of a release is a piece.
 */
@Component
class ReleaseInvoices implements StepKind {
    private static final String BY_THRESHOLD = "by-threshold";
    private static final String AUTOMATIC = "automatic";
    private static final String BY_HAND = "by-hand";
    private static final List<String> WAYS = List.of(BY_THRESHOLD, AUTOMATIC, BY_HAND);

    private final BillRuns runs;
    private final BillRunReport report;
    private final BillRelease release;
    private final OncePerStep<List<BillRun>> toRelease = new OncePerStep<>();

    ReleaseInvoices(BillRuns runs, BillRunReport report, BillRelease release) {
        this.runs = runs;
        this.report = report;
        this.release = release;
    }

    @Override
    public String word() {
        return "release-invoices";
    }

    @Override
    public String summary() {
        return "release drafts: by the operator's threshold, all of them (release: automatic), or none (release:"
                + " by-hand)";
    }

    @Override
    public List<StepOption> options() {
        return List.of(
                StepOption.date("through").needed(),
                StepOption.text("operator"),
                StepOption.oneOf("release", WAYS),
                StepOption.range());
    }

    @Override
    public void check(Parameters parameters) {
        WantedOperators.of(parameters, runs.operatorCodes());
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        List<BillRun> drafts = toRelease.get(request, () -> toRelease(request));
        return new Releasing(new ArrayDeque<>(drafts), request);
    }

    /** The drafts to release; decided once, because a partition that begins later would find them changed by the others. */
    private List<BillRun> toRelease(StepRequest request) {
        Parameters parameters = request.parameters();
        LocalDate through = parameters.requiredDate("through");
        String way = parameters.text("release").orElse(BY_THRESHOLD);
        Progress progress = request.progress();
        List<BillRun> chosen = new ArrayList<>();
        for (String operator : WantedOperators.of(parameters, runs.operatorCodes())) {
            List<BillRun> drafts = runs.unreleased(operator, through);
            if (drafts.isEmpty()) {
                progress.note(operator + ": no draft waits for its release");
            }
            for (BillRun draft : drafts) {
                List<String> reasons = reasonsToWait(draft, way);
                if (reasons.isEmpty()) {
                    chosen.add(draft);
                    progress.expect(release.billsLeft(draft.billRunId()), "bills");
                } else {
                    progress.note(operator + ": bill run " + draft.billRunId() + " waits for a person ("
                            + String.join("; ", reasons) + "): look with 'turnpike bill show " + draft.billRunId()
                            + "', release with 'turnpike bill release " + draft.billRunId() + "'");
                }
            }
        }
        return chosen;
    }

    private List<String> reasonsToWait(BillRun draft, String way) {
        if (way.equals(AUTOMATIC) || draft.state() == BillRun.State.RELEASING) {
            return List.of();
        }
        return way.equals(BY_HAND)
                ? List.of("the job leaves the release to a person")
                : report.verdict(draft.billRunId()).reasons();
    }

    /**
     * The transactions of each release in their order; a release that was interrupted repeats only what leaves no trace twice. The
     * partitions number and post ranges of units of their own; whoever finds nothing left of a run ends it.
     */
    private final class Releasing implements StepWork {
        private final Queue<BillRun> drafts;
        private final StepRequest request;
        private final Progress progress;
        private @Nullable Course course;

        Releasing(Queue<BillRun> drafts, StepRequest request) {
            this.drafts = drafts;
            this.request = request;
            this.progress = request.progress();
        }

        @Override
        public @Nullable Piece next() {
            Course at = course;
            if (at == null || at.done) {
                BillRun draft = drafts.poll();
                if (draft == null) {
                    return null;
                }
                Course begun = new Course(draft);
                course = begun;
                return begun::begin;
            }
            return at::step;
        }

        /** How far a partition's share of the release of one run is. */
        private final class Course {
            private final Queue<DocumentKind> toNumber = new ArrayDeque<>(List.of(DocumentKind.values()));
            private BillRun run;
            private UnitRange left;
            private boolean posting = true;
            private boolean done;

            Course(BillRun draft) {
                this.run = draft;
                this.left = runs.range(
                        draft.billRunId(),
                        request.partition(),
                        request.partitions(),
                        request.range(BillRelease.BLOCK_BILLS));
            }

            void begin() {
                run = release.begin(run.billRunId());
                done = run.state() == BillRun.State.RELEASED;
            }

            void step() {
                DocumentKind kind = toNumber.poll();
                if (kind != null) {
                    release.number(run, kind, left);
                } else if (posting) {
                    UnitRange.Done posted = release.postBlock(run, left);
                    progress.advance(posted.count());
                    left = posted.rest();
                    posting = !posted.isEnd();
                } else {
                    // apart from the last block, which holds the run as others do
                    if (release.endIfPosted(run.billRunId(), "run " + request.runId())) {
                        progress.note(report.line(runs.run(run.billRunId())) + ": released");
                    }
                    done = true;
                }
            }
        }
    }
}
