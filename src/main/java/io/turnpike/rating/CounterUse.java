package io.turnpike.rating;

import java.time.LocalDate;

/**
 * What one event did to one counter.
 *
 * @param periodStart first day of the counter's period
 * @param unitsBefore used by the events before this one in the total order
 * @param unitsAfter the same with this one
 */
public record CounterUse(Scope scope, CounterId counter, LocalDate periodStart, long unitsBefore, long unitsAfter) {}
