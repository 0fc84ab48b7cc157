package io.turnpike.accounting.sync;

import java.time.Instant;

/**
 * How many versions are in a state.
 *
 * @param oldest since when the first of them is
 */
public record StateCount(String operator, String content, String state, long versions, Instant oldest) {}
