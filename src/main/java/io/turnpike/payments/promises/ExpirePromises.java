package io.turnpike.payments.promises;

import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The step {@code expire-promises}: promised payments whose days are over are kept where payments have come up to them, else broken. They
 * count nothing from the end of their last day on, whether the step has run or not.
 */
@Component
class ExpirePromises implements StepKind {
    private static final int PROMISES_A_PIECE = 1_000;

    private final Promises promises;

    ExpirePromises(Promises promises) {
        this.promises = promises;
    }

    @Override
    public String word() {
        return "expire-promises";
    }

    @Override
    public String summary() {
        return "end promised payments whose days are over: kept where they were paid, else broken";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.range());
    }

    @Override
    public StepWork begin(StepRequest request) {
        return new Work(request);
    }

    private final class Work implements StepWork {
        private final StepRequest request;
        private final AtomicLong kept = new AtomicLong();
        private final AtomicLong broken = new AtomicLong();
        private long reached;
        private boolean done;

        Work(StepRequest request) {
            this.request = request;
        }

        @Override
        public @Nullable Piece next() {
            return done ? null : this::piece;
        }

        private void piece() {
            int most = request.range(PROMISES_A_PIECE);
            List<Promise> ended = promises.endExpired(reached, most);
            for (Promise promise : ended) {
                (promise.isPaid() ? kept : broken).incrementAndGet();
                reached = promise.promiseId();
            }
            request.progress().advance(ended.size());
            if (ended.size() < most) {
                done = true;
                request.progress().note("promised payments ended: " + kept + " kept, " + broken + " broken");
            }
        }
    }
}
