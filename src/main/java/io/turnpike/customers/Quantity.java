package io.turnpike.customers;

import io.turnpike.time.DateRange;

/**
 * How many are charged on some days.
 *
 * @param fee of the plan; empty: every fee that has no quantity of its own
 * @param quantity 0 or more
 * @param billedAtOnce the change to it is billed when it is made, not with the next run
 */
public record Quantity(String fee, int quantity, DateRange valid, boolean billedAtOnce) {}
