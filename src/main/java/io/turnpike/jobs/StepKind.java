package io.turnpike.jobs;

import java.util.Set;

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
    default Set<String> options() {
        return Set.of();
    }

    /** Of these, what the step cannot do without: the job file gives it, or declares it as a parameter of the job. */
    default Set<String> required() {
        return Set.of();
    }

    /** Reads what a run gives the step, before any step begins: a {@link Parameters.BadParameter} refuses the run. */
    default void check(Parameters parameters) {}

    /** Whether the work may be split over several partitions; the result does not depend on their number. */
    default boolean partitioned() {
        return false;
    }

    /** Begins the step's work, or one partition's share of it. */
    StepWork begin(StepRequest request);
}
