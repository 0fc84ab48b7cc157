package io.turnpike.rating;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a service may still use of its plan's allowances, with what was carried over from earlier periods. */
public final class AllowancesLeft {
    private AllowancesLeft() {}

    /**
     * The allowances of the plan that is in force at an instant, by name, in written order.
     *
     * @param epochSecond the instant, UTC
     * @param day the local day of that instant, which says what periods it is in
     * @return base units left: seconds, bytes or events; empty where the service is on no plan
     */
    public static Map<String, Long> at(RatingContext context, long epochSecond, LocalDate day) {
        Map<String, Long> left = new LinkedHashMap<>();
        RatePlan plan = context.timeline().planAt(epochSecond);
        if (plan != null) {
            EventCounters counters = new EventCounters(context);
            counters.on(day.toEpochDay());
            plan.allowances().forEach(allowance -> left.put(allowance.name(), counters.left(allowance)));
        }
        return left;
    }
}
