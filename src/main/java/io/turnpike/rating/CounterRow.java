package io.turnpike.rating;

import java.time.LocalDate;

/**
 * One counter as it is stored.
 *
 * @param name for an allowance {@code allowance NAME}, for tiers {@code tiers NAME}, for capacity {@code capacity NAME METER}, for a
 *     volume discount {@code discount NAME}
 * @param periodStart first day of the period; for an allowance the period it was granted in, not the one it was used in
 * @param units used so far: seconds, bytes or events
 * @param amountMicros charged so far, in micro-units
 */
public record CounterRow(String name, LocalDate periodStart, long units, long amountMicros) {}
