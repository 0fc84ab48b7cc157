package io.turnpike.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What one thing took in each round. */
final class Series {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final String what;
    private final long units;
    private final ProcessorTime processor;
    private final List<Round> rounds = new ArrayList<>();

    /** @param units done in each round */
    Series(String what, long units, ProcessorTime processor) {
        this.what = what;
        this.units = units;
        this.processor = processor;
    }

    /** Something that is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Seconds on the clock, and of the processor. */
    private record Round(double seconds, double program, double database) {}

    void time(Work work) throws Exception {
        double program = processor.ofProgram();
        double database = processor.ofDatabase();
        long from = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - from) / NANOS;
        rounds.add(new Round(seconds, processor.ofProgram() - program, processor.ofDatabase() - database));
    }

    /** Units a second by the median round. */
    double rate() {
        return units / median().seconds;
    }

    /** What the median round took. */
    double seconds() {
        return median().seconds;
    }

    private Round median() {
        List<Round> sorted = new ArrayList<>(rounds);
        sorted.sort(Comparator.comparingDouble(Round::seconds));
        return sorted.get(sorted.size() / 2);
    }

    /** Every round and the median, as a line. */
    @Override
    public String toString() {
        StringBuilder each = new StringBuilder();
        rounds.forEach(round -> each.append(String.format(Locale.ROOT, " %.2f s", round.seconds)));
        Round median = median();
        return String.format(
                Locale.ROOT,
                "%-34s %,12.0f/s  (%,d in%s; processor: program %.2f µs, database %.2f µs each)",
                what,
                rate(),
                units,
                each,
                median.program * MICROS / units,
                median.database * MICROS / units);
    }
}
