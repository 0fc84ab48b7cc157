package io.turnpike.charging;

import java.time.YearMonth;

/**
 * Told before the charges of a month are dropped, in the transaction that drops them: whoever still needs them throws an exception that
 * says what for.
 *
 * @param month of UTC, as partitions are
 * @param partition the table that holds them
 */
public record UsageToDrop(YearMonth month, String partition) {}
