package io.turnpike.jobs;

/**
 * What a step is asked to do.
 *
 * @param runId the run, for what is recorded about it
 * @param parameters the run's parameters and the step's options
 * @param partition from 0
 * @param partitions how many share the work
 * @param progress where the step reports; shared by its partitions
 */
public record StepRequest(long runId, Parameters parameters, int partition, int partitions, Progress progress) {}
