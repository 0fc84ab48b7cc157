package io.turnpike.rating;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which plans an account has when, on any of its services: what discounts by bundle and allowances that its services share ask, and
 * hardly anything else. Not for two threads.
 */
public final class PlansHeld {
    private static final PlansHeld NONE = always(List.of());

    private final Set<String> always;
    private final Supplier<List<PlanTimeline>> source;
    private @Nullable List<PlanTimeline> timelines;

    private PlansHeld(Set<String> always, Supplier<List<PlanTimeline>> source) {
        this.always = always;
        this.source = source;
    }

    /**
     * Plans that are looked up when they are first asked for.
     *
     * @param services gives the plans of each service of the account, in no order
     */
    public static PlansHeld whenAsked(Supplier<List<PlanTimeline>> services) {
        return new PlansHeld(Set.of(), services);
    }

    /** No plan at any time. */
    public static PlansHeld none() {
        return NONE;
    }

    /** These plans at all times, as names only. */
    public static PlansHeld always(Collection<String> plans) {
        return new PlansHeld(Set.copyOf(plans), List::of);
    }

    /** Whether all of these plans are held at an instant. */
    boolean holdsAll(Set<String> plans, long epochSecond) {
        for (String plan : plans) {
            if (!always.contains(plan) && !holds(plan, epochSecond)) {
                return false;
            }
        }
        return true;
    }

    /** The plans of each service. */
    List<PlanTimeline> timelines() {
        List<PlanTimeline> known = timelines;
        if (known == null) {
            known = List.copyOf(source.get());
            timelines = known;
        }
        return known;
    }

    private boolean holds(String plan, long epochSecond) {
        for (PlanTimeline service : timelines()) {
            RatePlan held = service.planAt(epochSecond);
            if (held != null && held.terms().name().equals(plan)) {
                return true;
            }
        }
        return false;
    }
}
