package io.turnpike.rating;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package with several meters: the period costs the price of the lowest tier that holds all of them. The event that lifts the
 * period to the next tier pays the difference.
 *
 * @param levels ascending by price; the last holds everything
 * @param node path of the node whose price this is; {@code null} for a package of several nodes beside their prices
 */
public record Capacity(
        String name,
        Scope scope,
        List<Meter> meters,
        List<Level> levels,
        @Nullable String node,
        String origin) {
    /**
     * One thing a package is measured by.
     *
     * @param covers node paths whose billed units it counts
     * @param counter what it has counted; the period is that of the capacity
     */
    public record Meter(String name, List<String> covers, CounterId counter) {}

    /**
     * One tier.
     *
     * @param limits most units of each meter, in the order of the meters; {@link Rate#UNLIMITED} for no limit
     * @param priceMicros of the whole period
     */
    public record Level(List<Long> limits, long priceMicros) {}

    public Capacity {
        meters = List.copyOf(meters);
        levels = List.copyOf(levels);
    }

    CounterId counter(int meter) {
        return meters.get(meter).counter();
    }

    /** Price of the lowest level that holds these units; nothing used costs nothing. */
    long priceMicros(long[] units) {
        long any = 0;
        for (long used : units) {
            any |= used;
        }
        if (any == 0) {
            return 0;
        }
        for (Level level : levels) {
            boolean holds = true;
            for (int i = 0; i < units.length; i++) {
                holds &= units[i] <= level.limits.get(i);
            }
            if (holds) {
                return level.priceMicros;
            }
        }
        throw new IllegalArgumentException("capacity " + name + " has no level that holds everything");
    }
}
