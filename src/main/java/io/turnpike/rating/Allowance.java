package io.turnpike.rating;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units included in a plan.
 *
 * @param name as people know it
 * @param units seconds, bytes or events granted in each period
 * @param counter what was used of it; says how often it is granted
 * @param covers node paths; each covers itself, what is below it and its bands
 * @param rolloverPeriods for how many more periods what is left may still be used; the oldest is used first
 * @param setupMicros what the setup of an event that begins in it is instead; {@code null} to keep the rate's
 * @param increment units are rounded up to a multiple of it while covered; {@code null} to keep the rate's increments
 * @param origin where it is written
 */
public record Allowance(
        String name,
        long units,
        CounterId counter,
        Scope scope,
        List<String> covers,
        int rolloverPeriods,
        @Nullable Long setupMicros,
        @Nullable Long increment,
        String origin) {

    public Allowance {
        covers = List.copyOf(covers);
    }

    Every every() {
        return counter.every();
    }
}
