package io.turnpike.jobs;

import org.jspecify.annotations.Nullable;

/** The work of one partition of a step, handed out piece by piece. */
@FunctionalInterface
public interface StepWork extends AutoCloseable {
    /** The next piece; null when all is done. Called by one thread, in the transaction the piece is then performed in. */
    @Nullable Piece next();

    @Override
    default void close() {}

    /** What is done in one transaction: all of it or nothing. */
    @FunctionalInterface
    interface Piece {
        void perform();
    }
}
