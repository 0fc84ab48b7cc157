package io.turnpike.charging;

import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ranges of account ids a partition works through, one transaction each. Every n-th range belongs to a partition, so that the
 * ranges themselves do not depend on the number of partitions.
 */
final class AccountRanges implements StepWork {
    /** Accounts a transaction: a few thousand rows, enough for COPY to pay. */
    static final int ACCOUNTS = 2_000;

    private final Work work;
    private final long last;
    private final int partitions;
    private final int accounts;
    private long next;

    /** What is done for the accounts {@code [from, to)}. */
    @FunctionalInterface
    interface Work {
        void perform(long from, long to);
    }

    AccountRanges(JdbcClient jdbc, StepRequest request, Work work) {
        this.work = work;
        this.last = jdbc.sql("select coalesce(max(id), -1) from account")
                .query(Long.class)
                .single();
        this.partitions = request.partitions();
        this.accounts = request.range(ACCOUNTS);
        this.next = (long) request.partition() * accounts;
        if (request.partition() == 0) {
            request.progress()
                    .expect(
                            jdbc.sql("select count(*) from account")
                                    .query(Long.class)
                                    .single(),
                            "accounts");
        }
    }

    @Override
    public @Nullable Piece next() {
        if (next > last) {
            return null;
        }
        long from = next;
        next += (long) partitions * accounts;
        return () -> work.perform(from, from + accounts);
    }
}
