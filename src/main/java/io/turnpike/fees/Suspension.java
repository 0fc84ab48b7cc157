package io.turnpike.fees;

import io.turnpike.time.DateRange;

/** Days on which a service is suspended. */
public record Suspension(DateRange days, SuspensionKind kind) {}
