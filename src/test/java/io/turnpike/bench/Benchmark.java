package io.turnpike.bench;

/** One row of the table in {@code docs/developing/benchmarks.md}. */
interface Benchmark {
    /** The word after {@code scripts/bench}. */
    String name();

    /** What is measured, in a line. */
    String summary();

    /** How much of it. */
    Size size();

    /** Measures, and tells its figures as they come. */
    Score run(Setting setting) throws Exception;

    /**
     * How much is measured.
     *
     * @param unit what is counted
     * @param quick a look that takes a minute or two
     * @param full what the goals are stated for
     */
    record Size(String unit, long quick, long full) {}
}
