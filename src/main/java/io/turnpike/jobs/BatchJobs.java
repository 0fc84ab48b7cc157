package io.turnpike.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes a Spring Batch job of a job file for one run. */
@Component
class BatchJobs {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final RunLeases leases;

    BatchJobs(JobRepository repository, PlatformTransactionManager transactions, RunLeases leases) {
        this.repository = repository;
        this.transactions = transactions;
        this.leases = leases;
    }

    /**
     * The job of one run.
     *
     * @param done steps an earlier attempt has finished
     */
    Job build(
            JobFile file, long runId, Parameters parameters, Set<String> done, RunWatcher watcher, AtomicBoolean stop) {
        SimpleJobBuilder builder = null;
        for (JobFile.StepLine line : file.steps()) {
            if (!done.contains(line.name())) {
                Step step = step(line, runId, parameters, watcher, stop);
                builder = builder == null ? new JobBuilder(file.name(), repository).start(step) : builder.next(step);
            }
        }
        if (builder == null) {
            throw new Parameters.BadParameter("no step of " + file.name() + " is left to run");
        }
        return builder.build();
    }

    private Step step(
            JobFile.StepLine line, long runId, Parameters parameters, RunWatcher watcher, AtomicBoolean stop) {
        WatchedProgress progress = new WatchedProgress(line.name(), watcher, fact -> leases.refused(runId, fact));
        StepRequest request = new StepRequest(runId, parameters.over(line.options()), 0, line.partitions(), progress);
        RangeStep work = new RangeStep(line, request, repository, transactions, stop, leases);
        return new StepBuilder(line.name(), repository)
                .partitioner(line.name() + ".part", BatchJobs::shares)
                .step(work)
                .gridSize(line.partitions())
                .taskExecutor(new SimpleAsyncTaskExecutor(line.name() + "-"))
                .listener(progress)
                .build();
    }

    private static Map<String, ExecutionContext> shares(int partitions) {
        Map<String, ExecutionContext> shares = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ExecutionContext context = new ExecutionContext();
            context.putInt(RangeStep.PARTITION, partition);
            shares.put(String.valueOf(partition), context);
        }
        return shares;
    }

    /** Tells the watcher of a step's begin and end; in between what its partitions report. */
    private static final class WatchedProgress implements Progress, StepExecutionListener {
        private final String step;
        private final RunWatcher watcher;
        private final Consumer<String> refusals;
        private volatile Progress target = Progress.NONE;

        WatchedProgress(String step, RunWatcher watcher, Consumer<String> refusals) {
            this.step = step;
            this.watcher = watcher;
            this.refusals = refusals;
        }

        @Override
        public void beforeStep(StepExecution execution) {
            target = watcher.stepBegins(step);
        }

        @Override
        public org.springframework.batch.core.ExitStatus afterStep(StepExecution execution) {
            watcher.stepEnds(step);
            return execution.getExitStatus();
        }

        @Override
        public void expect(long units, String unit) {
            target.expect(units, unit);
        }

        @Override
        public void advance(long units) {
            target.advance(units);
        }

        @Override
        public void counted(long things, String unit) {
            target.counted(things, unit);
        }

        @Override
        public void note(String fact) {
            target.note(fact);
        }

        @Override
        public void refused(String fact) {
            refusals.accept(fact);
            target.refused(fact);
        }
    }
}
