package io.turnpike.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is recorded.
 *
 * @param parameters as given, {@code name=value} lines
 * @param steps names of the steps it was started with, one a line; null of a run of an earlier version: all of its job
 * @param owner host and process that holds the lease
 * @param leaseUntil by the database's clock
 * @param leaseExpired the owner has not been heard of for longer than its lease, or the clock went back behind it: it may be dead
 * @param restarts the run this one goes on with
 * @param definitions the state of the definitions it began with; null of a run of an earlier version
 */
public record Run(
        long runId,
        String job,
        String parameters,
        @Nullable String steps,
        String state,
        String owner,
        Instant leaseUntil,
        boolean leaseExpired,
        boolean stopRequested,
        @Nullable Long restarts,
        @Nullable Long executionId,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String message,
        @Nullable String definitions) {

    public boolean isRunning() {
        return state.equals("running");
    }
}
