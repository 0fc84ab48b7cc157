package io.turnpike.bench;

import java.util.Locale;

/**
 * The headline of a benchmark: medians of its rounds.
 *
 * @param rate units a second
 * @param ratio of the baseline measured in the same run
 */
record Score(double rate, String unit, double ratio, String baseline) {
    String line(String name) {
        return String.format(Locale.ROOT, "bench %s: %.0f %s, ratio %.2f of %s", name, rate, unit, ratio, baseline);
    }
}
