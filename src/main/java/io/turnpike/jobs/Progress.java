package io.turnpike.jobs;

/** How far a step is. Safe for several threads. */
public interface Progress {
    /** More work is known: so many units of it. */
    void expect(long units, String unit);

    /** So many units are done. */
    void advance(long units);

    /** So many things came of the units done, where those are only a measure of the way: records of bytes. */
    void counted(long things, String unit);

    /** A fact worth a line in the summary of the run, such as control totals. */
    void note(String fact);

    /**
     * What was handed in and not taken in: the run goes on, and who started it is told that not all is well. To be called in the
     * transaction that refuses: a run that goes on with this one tells it again.
     */
    default void refused(String fact) {
        note("WARNING " + fact);
    }

    /** Nobody watches. */
    Progress NONE = new Progress() {
        @Override
        public void expect(long units, String unit) {}

        @Override
        public void advance(long units) {}

        @Override
        public void counted(long things, String unit) {}

        @Override
        public void note(String fact) {}
    };
}
