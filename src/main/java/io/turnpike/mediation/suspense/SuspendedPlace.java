package io.turnpike.mediation.suspense;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a record that is in suspense stands.
 *
 * @param usageTime start of the usage; null where it could not be read
 * @param quantity of the usage; 0 where it could not be read
 */
record SuspendedPlace(UUID dedupeKey, @Nullable Instant usageTime, long quantity, int fileId, long line) {
    /** What two deliveries of one record have in common. */
    record Key(UUID dedupeKey, @Nullable Instant usageTime, long quantity) {}

    Key key() {
        return new Key(dedupeKey, usageTime, quantity);
    }
}
