package io.turnpike.mediation.suspense;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a record that is in suspense stands.
 *
 * @param usageTime start of the usage; null where it could not be read
 * @param sha256 of its bytes, in hexadecimal digits: records of one key that say different things both wait
 */
record SuspendedPlace(UUID dedupeKey, @Nullable Instant usageTime, String sha256, int fileId, long line) {
    /** What two deliveries of one record have in common. */
    record Key(UUID dedupeKey, @Nullable Instant usageTime, String sha256) {}

    Key key() {
        return new Key(dedupeKey, usageTime, sha256);
    }
}
