package io.turnpike.rating;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    private final int mostRollover;

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
        mostRollover = mostRollover(plans);
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

    /** For how many periods anything of any allowance of these plans is carried over. */
    int mostRollover() {
        return mostRollover;
    }

    private static int mostRollover(@Nullable RatePlan[] plans) {
        int most = 0;
        for (RatePlan plan : plans) {
            if (plan != null) {
                for (Allowance allowance : plan.allowances()) {
                    most = Math.max(most, allowance.rolloverPeriods());
                }
            }
        }
        return most;
    }

    /**
     * The allowance of a counter that is held when a day begins.
     *
     * @param epochDay a day of the plans' zone, as days since 1970-01-01; what takes effect on it does not count
     * @return {@code null} where there is no plan, or none with such an allowance
     */
    @Nullable Allowance heldBefore(CounterId counter, long epochDay) {
        for (int i = from.length - 1; i >= 0; i--) {
            RatePlan plan = plans[i];
            ZoneId zone = plan == null ? zone() : plan.terms().zone();
            if (from[i] < LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toEpochSecond()) {
                return plan == null ? null : plan.allowance(counter);
            }
        }
        return null;
    }

    private ZoneId zone() {
        for (RatePlan plan : plans) {
            if (plan != null) {
                return plan.terms().zone();
            }
        }
        return ZoneOffset.UTC;
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
