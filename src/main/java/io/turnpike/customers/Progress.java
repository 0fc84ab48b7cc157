package io.turnpike.customers;

/** Told how far a long piece of work is; called often, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /** For who does not watch. */
    Progress SILENT = (activity, done, total) -> {};

    /**
     * @param activity what is being done, for example {@code reading services.csv}
     * @param done bytes or steps done, from 0 to {@code total}
     */
    void at(String activity, long done, long total);
}
