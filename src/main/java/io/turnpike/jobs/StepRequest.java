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
public record StepRequest(long runId, Parameters parameters, int partition, int partitions, Progress progress) {
    /** The option by which a job file sets how much a step does in one transaction. */
    public static final String RANGE = "range";

    /**
     * How much is done in one transaction, in units of the step: bytes, records, accounts, bills or documents. The result does not
     * depend on it.
     *
     * @param usual where the job file says nothing
     */
    public int range(int usual) {
        long range = parameters.number(RANGE, usual);
        if (range < 1 || range > Integer.MAX_VALUE) {
            throw new Parameters.BadParameter("range: " + range + ": write a whole number from 1; usual is " + usual);
        }
        return (int) range;
    }
}
