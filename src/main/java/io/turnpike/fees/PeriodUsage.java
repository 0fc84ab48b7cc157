package io.turnpike.fees;

import io.turnpike.time.DateRange;

/** What usage was charged to the service in a period: asked for where usage counts towards a minimum charge. */
@FunctionalInterface
public interface PeriodUsage {
    /** No usage. */
    PeriodUsage NONE = days -> 0;

    /** In millionths of the plan's currency, as settled so far. */
    long micros(DateRange days);
}
