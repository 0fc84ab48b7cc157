package io.turnpike.rating;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which plans an account has when, on any of its services: what a discount by bundle asks.
 *
 * @param spells one for each plan and stretch of time, in no order
 */
public record PlansHeld(List<Spell> spells) {
    /**
     * A plan for a stretch of time.
     *
     * @param fromEpochSecond first instant, UTC
     * @param toEpochSecond the instant after the last
     */
    public record Spell(String plan, long fromEpochSecond, long toEpochSecond) {}

    private static final PlansHeld NONE = new PlansHeld(List.of());

    public PlansHeld {
        spells = List.copyOf(spells);
    }

    /** No plan at any time. */
    public static PlansHeld none() {
        return NONE;
    }

    /** These plans at all times. */
    public static PlansHeld always(Collection<String> plans) {
        return new PlansHeld(plans.stream()
                .map(plan -> new Spell(plan, Long.MIN_VALUE, Long.MAX_VALUE))
                .toList());
    }

    /** Whether all of these plans are held at an instant. */
    boolean holdsAll(Set<String> plans, long epochSecond) {
        for (String plan : plans) {
            if (!holds(plan, epochSecond)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(String plan, long epochSecond) {
        for (Spell spell : spells) {
            if (spell.fromEpochSecond <= epochSecond && epochSecond < spell.toEpochSecond && spell.plan.equals(plan)) {
                return true;
            }
        }
        return false;
    }
}
