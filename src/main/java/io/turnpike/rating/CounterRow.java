package io.turnpike.rating;

import java.time.LocalDate;

/**
 * One counter as it is stored.
 *
 * @param periodStart first day of the period; for an allowance the period it was granted in, not the one it was used in
 * @param units used so far: seconds, bytes or events
 * @param amountMicros charged so far, in micro-units
 */
public record CounterRow(CounterId id, LocalDate periodStart, long units, long amountMicros) {}
