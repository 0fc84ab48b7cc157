package io.turnpike.customers;

import io.turnpike.time.DateRange;

/**
 * A service on a plan for some days, which end at the latest when the service is terminated.
 *
 * @param billedAtOnce the change to this plan is billed when it is made, not with the next run
 */
public record Subscription(String plan, DateRange valid, boolean billedAtOnce) {}
