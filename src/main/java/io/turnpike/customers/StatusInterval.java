package io.turnpike.customers;

import io.turnpike.time.DateRange;
import java.util.Optional;

/**
 * A service in one state for some days.
 *
 * @param suspension what kind, while it is suspended
 * @param reason as staff wrote it
 * @param billedAtOnce the change to this state is billed when it is made, not with the next run
 */
public record StatusInterval(
        ServiceStatus status,
        Optional<SuspensionKind> suspension,
        DateRange valid,
        Optional<String> reason,
        boolean billedAtOnce) {}
