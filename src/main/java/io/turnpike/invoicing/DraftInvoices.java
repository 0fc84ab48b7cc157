package io.turnpike.invoicing;

import io.turnpike.charging.ChargeBatches;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The step {@code draft-invoices}: drafts what is due for each operator through a day. A run that is open is gone on with; where
 * everything was billed, nothing is opened.
 */
@Component
class DraftInvoices implements StepKind {
    private final BillRuns runs;
    private final BillRunReport report;
    private final ChargeBatches batches;
    private final TransactionTemplate ownTransaction;

    DraftInvoices(BillRuns runs, BillRunReport report, ChargeBatches batches, PlatformTransactionManager transactions) {
        this.runs = runs;
        this.report = report;
        this.batches = batches;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public String word() {
        return "draft-invoices";
    }

    @Override
    public String summary() {
        return "draft the bills of all operators, or of one, for what is due through a day";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.date("through").needed(), StepOption.text("operator"), StepOption.range());
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public void check(Parameters parameters) {
        WantedOperators.of(parameters, runs.operatorCodes());
    }

    @Override
    public StepWork begin(StepRequest request) {
        LocalDate through = request.parameters().requiredDate("through");
        Queue<Share> shares = new ArrayDeque<>();
        for (String operator : WantedOperators.of(request.parameters(), runs.operatorCodes())) {
            // committed before the drafting begins, so that all partitions find the same run
            Optional<BillRun> run = Objects.requireNonNull(
                    ownTransaction.execute(status -> runs.openIfDue(operator, through, batches.cutoff())));
            if (request.partition() == 0) {
                report.leftOut(operator, run.map(BillRun::billRunId).orElse(0L))
                        .forEach(line -> request.progress().note("WARNING " + line));
            }
            if (run.isPresent() && run.get().state() == BillRun.State.DRAFTING) {
                shares.add(share(run.get(), request));
            } else if (request.partition() == 0) {
                request.progress()
                        .note(run.map(open -> "drafted before and not released: " + report.line(open))
                                .orElse(operator + ": nothing is due through " + through
                                        + " that was not billed or drafted"));
            }
        }
        return new Drafting(shares, request.progress());
    }

    /** A partition's range of units of a run. */
    private record Share(BillRun run, UnitRange units) {}

    private Share share(BillRun run, StepRequest request) {
        int bills = request.range(BillRuns.BLOCK_BILLS);
        Share share = new Share(run, runs.range(run.billRunId(), request.partition(), request.partitions(), bills));
        request.progress().expect(runs.accountsLeft(run.billRunId(), share.units.from(), share.units.to()), "accounts");
        return share;
    }

    /** Drafts the shares one after the other, a block a piece; whoever finds nothing left of a run ends its drafting. */
    private final class Drafting implements StepWork {
        private final Queue<Share> shares;
        private final Progress progress;
        private @Nullable Course course;

        Drafting(Queue<Share> shares, Progress progress) {
            this.shares = shares;
            this.progress = progress;
        }

        @Override
        public @Nullable Piece next() {
            Course at = course;
            if (at == null || at.ended) {
                Share share = shares.poll();
                if (share == null) {
                    return null;
                }
                at = new Course(share);
                course = at;
            }
            return at::step;
        }

        /** How far a partition is with its share of one run. */
        private final class Course {
            private final BillRun run;
            private UnitRange left;
            private boolean drafted;
            private boolean ended;

            Course(Share share) {
                this.run = share.run();
                this.left = share.units();
            }

            void step() {
                if (drafted) {
                    end(run);
                    ended = true;
                } else {
                    UnitRange.Done done = runs.draftBlock(run.billRunId(), left);
                    progress.advance(done.count());
                    left = done.rest();
                    drafted = done.isEnd();
                }
            }
        }

        private void end(BillRun run) {
            if (runs.finishIfDone(run.billRunId())) {
                progress.note(report.line(run));
            }
        }
    }
}
