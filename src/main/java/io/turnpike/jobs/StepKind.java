package io.turnpike.jobs;

import java.util.List;

/**
 * What a step of a job can be: offered by a capability, named in {@code jobs/*.yaml}. Its work is idempotent: what is done is known
 * from the business tables, so a step that runs again does only what is left.
 */
public interface StepKind {
    /** The word in job files, such as {@code collect}. */
    String word();

    /** One line for {@code turnpike jobs --steps}. */
    String summary();

    /** Keys a job file may set for the step, and run parameters it reads. */
    default List<StepOption> options() {
        return List.of();
    }

    /**
     * Compares what a run gives the step, each value well written, with what there is, before any step begins: a
     * {@link Parameters.BadParameter} refuses the run.
     */
    default void check(Parameters parameters) {}

    /** Whether the work may be split over several partitions; the result does not depend on their number. */
    default boolean partitioned() {
        return false;
    }

    /** Begins the step's work, or one partition's share of it. */
    StepWork begin(StepRequest request);
}
