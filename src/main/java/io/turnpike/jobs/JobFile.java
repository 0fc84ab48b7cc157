package io.turnpike.jobs;

import java.util.Collection;
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

    /** The job with only these of its steps, in its own order. */
    public JobFile only(Collection<String> names) {
        return new JobFile(
                name,
                title,
                parameters,
                steps.stream().filter(step -> names.contains(step.name())).toList());
    }

    /** The names of its steps. */
    public List<String> stepNames() {
        return steps.stream().map(StepLine::name).toList();
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
