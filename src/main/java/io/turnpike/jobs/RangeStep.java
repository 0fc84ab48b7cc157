package io.turnpike.jobs;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A chunk-oriented step whose item is a piece of work of the size of a transaction, and whose chunk is one: the piece is performed
 * in the writer, on the step's transaction, beside Batch's own record of it. What is done is known from the business tables, so a
 * restart asks the step for what is left instead of counting items.
 */
final class RangeStep implements Step {
    /** The key by which a partition knows its share. */
    static final String PARTITION = "partition";

    private final JobFile.StepLine line;
    private final StepRequest request;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final AtomicBoolean stop;
    private final RunLeases leases;

    RangeStep(
            JobFile.StepLine line,
            StepRequest request,
            JobRepository repository,
            PlatformTransactionManager transactions,
            AtomicBoolean stop,
            RunLeases leases) {
        this.line = line;
        this.request = request;
        this.repository = repository;
        this.transactions = transactions;
        this.stop = stop;
        this.leases = leases;
    }

    @Override
    public String getName() {
        return line.name();
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        int partition = execution.getExecutionContext().getInt(PARTITION, 0);
        StepRequest share = new StepRequest(
                request.runId(), request.parameters(), partition, request.partitions(), request.progress());
        LazyWork work = new LazyWork(line.kind(), share);
        new StepBuilder(line.name(), repository)
                        .<StepWork.Piece, StepWork.Piece>chunk(1)
                        .transactionManager(transactions)
                        .reader(() -> {
                            if (stop.get()) {
                                execution.setTerminateOnly();
                                return null;
                            }
                            return work.next();
                        })
                        .writer(chunk -> {
                            chunk.forEach(StepWork.Piece::perform);
                            leases.requireHeld(share.runId());
                        })
                        .stream(work)
                        .build()
                        .execute(execution);
    }
}
