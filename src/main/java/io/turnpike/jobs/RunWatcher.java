package io.turnpike.jobs;

/** Watches a run from beside it: the terminal, a log, a test. */
public interface RunWatcher {
    /** A step begins; what it reports goes to the returned progress until {@link #stepEnds}. */
    Progress stepBegins(String step);

    void stepEnds(String step);

    /** Nobody watches. */
    RunWatcher NONE = new RunWatcher() {
        @Override
        public Progress stepBegins(String step) {
            return Progress.NONE;
        }

        @Override
        public void stepEnds(String step) {}
    };
}
