package io.turnpike.rating;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which plans an account has when, on any of its services: what a discount by bundle asks, and hardly anything else. Not for two threads. */
public final class PlansHeld {
    /**
     * A plan for a stretch of time.
     *
     * @param fromEpochSecond first instant, UTC
     * @param toEpochSecond the instant after the last
     */
    public record Spell(String plan, long fromEpochSecond, long toEpochSecond) {}

    private static final PlansHeld NONE = new PlansHeld(List::of);

    private final Supplier<List<Spell>> source;
    private @Nullable List<Spell> spells;

    private PlansHeld(Supplier<List<Spell>> source) {
        this.source = source;
    }

    /**
     * Plans that are looked up when they are first asked for.
     *
     * @param source gives one spell for each plan and stretch of time, in no order
     */
    public static PlansHeld whenAsked(Supplier<List<Spell>> source) {
        return new PlansHeld(source);
    }

    /** No plan at any time. */
    public static PlansHeld none() {
        return NONE;
    }

    /** These plans at all times. */
    public static PlansHeld always(Collection<String> plans) {
        List<Spell> always = plans.stream()
                .map(plan -> new Spell(plan, Long.MIN_VALUE, Long.MAX_VALUE))
                .toList();
        return new PlansHeld(() -> always);
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

    private List<Spell> spells() {
        List<Spell> known = spells;
        if (known == null) {
            known = List.copyOf(source.get());
            spells = known;
        }
        return known;
    }

    private boolean holds(String plan, long epochSecond) {
        for (Spell spell : spells()) {
            if (spell.fromEpochSecond <= epochSecond && epochSecond < spell.toEpochSecond && spell.plan.equals(plan)) {
                return true;
            }
        }
        return false;
    }
}
