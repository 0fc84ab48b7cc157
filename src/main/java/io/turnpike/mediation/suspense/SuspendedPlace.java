package io.turnpike.mediation.suspense;

import java.util.UUID;

/** Where a record that is in suspense stands. */
record SuspendedPlace(UUID dedupeKey, int fileId, long line) {}
