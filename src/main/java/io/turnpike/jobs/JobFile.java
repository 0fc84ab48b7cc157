package io.turnpike.jobs;

import java.util.List;
import java.util.Map;

/**
 * A job as its file says it.
 *
 * @param name the file's name without ending
 * @param title one line for lists
 * @param parameters what a run may or must be given, in written order
 * @param steps in the order they run
 */
public record JobFile(String name, String title, List<Parameter> parameters, List<StepLine> steps) {
    public JobFile {
        parameters = List.copyOf(parameters);
        steps = List.copyOf(steps);
    }

    /**
     * A parameter of a run.
     *
     * @param otherwise what holds when it is not given; empty for none
     */
    public record Parameter(String name, String help, boolean required, String otherwise) {}

    /**
     * One step.
     *
     * @param name unique in the job: the kind's word, or the written name
     * @param partitions how many threads share it
     * @param options the other keys as written
     */
    public record StepLine(String name, StepKind kind, int partitions, Map<String, String> options) {}
}
