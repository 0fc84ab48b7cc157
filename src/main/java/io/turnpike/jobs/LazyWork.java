package io.turnpike.jobs;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemStream;

/** Begins a step's work at its first piece, inside the step, so that a failure to begin is the step's failure; closes it at the end. */
final class LazyWork implements ItemStream {
    private final StepKind kind;
    private final StepRequest request;
    private @Nullable StepWork work;

    LazyWork(StepKind kind, StepRequest request) {
        this.kind = kind;
        this.request = request;
    }

    StepWork.@Nullable Piece next() {
        if (work == null) {
            work = kind.begin(request);
        }
        return work.next();
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
    }
}
