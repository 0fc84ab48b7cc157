package io.turnpike.rating;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which plan version a service has when: it changes where a version takes effect or the subscription changes, and a call is split
 * there.
 */
public final class PlanTimeline {
    /**
     * A plan from an instant on.
     *
     * @param fromEpochSecond first instant, UTC
     * @param plan {@code null} where the service has none; a call that began before is priced to its end by the plan before
     */
    public record Segment(long fromEpochSecond, @Nullable RatePlan plan) {}

    private final long[] from;
    private final @Nullable RatePlan[] plans;

    private PlanTimeline(List<Segment> segments) {
        from = new long[segments.size()];
        plans = new RatePlan[segments.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = segments.get(i).fromEpochSecond;
            plans[i] = segments.get(i).plan;
            if (i > 0 && from[i] <= from[i - 1]) {
                throw new IllegalArgumentException("segments of a timeline must ascend: " + segments);
            }
        }
    }

    /** Segments in ascending order; each ends where the next begins, the last has no end. */
    public static PlanTimeline of(List<Segment> segments) {
        List<Segment> filled = new ArrayList<>(segments.size());
        filled.addAll(segments);
        return new PlanTimeline(filled);
    }

    /** One plan for ever. */
    public static PlanTimeline of(RatePlan plan) {
        return new PlanTimeline(List.of(new Segment(Long.MIN_VALUE, plan)));
    }

    /** The plan at an instant; {@code null} where there is none. */
    @Nullable RatePlan planAt(long epochSecond) {
        int i = segmentAt(epochSecond);
        return i < 0 ? null : plans[i];
    }

    /** The next instant at which the plan changes to another plan. */
    long changeAfter(long epochSecond) {
        for (int i = segmentAt(epochSecond) + 1; i < from.length; i++) {
            if (plans[i] != null) {
                return from[i];
            }
        }
        return Long.MAX_VALUE;
    }

    private int segmentAt(long epochSecond) {
        int i = from.length - 1;
        while (i >= 0 && from[i] > epochSecond) {
            i--;
        }
        return i;
    }
}
