package io.turnpike.payments.debts;

import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The step {@code apply-payments}: advances and credits close the invoices that were released since. */
@Component
class ApplyPayments implements StepKind {
    /** With some ten entries each, a transaction of 10,000 to 50,000 rows. */
    private static final int ACCOUNTS_A_PIECE = 2_000;

    private final Debts debts;
    private final AllocationMapper mapper;

    ApplyPayments(Debts debts, AllocationMapper mapper) {
        this.debts = debts;
        this.mapper = mapper;
    }

    @Override
    public String word() {
        return "apply-payments";
    }

    @Override
    public String summary() {
        return "close invoices by payments and credits, in the operator's order";
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
        private long reached;

        Work(StepRequest request) {
            this.request = request;
        }

        @Override
        public @Nullable Piece next() {
            List<Long> accounts = mapper.bookedAccounts(reached, request.range(ACCOUNTS_A_PIECE));
            if (accounts.isEmpty()) {
                return null;
            }
            reached = accounts.get(accounts.size() - 1);
            return () -> {
                debts.apply(new HashSet<>(accounts));
                request.progress().advance(accounts.size());
            };
        }
    }
}
