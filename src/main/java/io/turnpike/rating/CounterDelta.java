package io.turnpike.rating;

import java.time.LocalDate;

/**
 * What one event added to one counter. The sum of the deltas of all events is the counter, so that counters can be rebuilt from
 * stored charges.
 */
public record CounterDelta(Scope scope, CounterId id, LocalDate periodStart, long units, long amountMicros) {}
