package io.turnpike.customers;

/** Told how far a long piece of work is; called often, so it must be quick. */
@FunctionalInterface
public interface ImportProgress {
    /** For who does not watch. */
    ImportProgress SILENT = (activity, done, total) -> {};

    /**
     * Work went on.
     *
     * @param activity what is being done, for example {@code reading services.csv}
     * @param done bytes or steps done, from 0 to {@code total}
     */
    void at(String activity, long done, long total);
}
