package io.turnpike.mediation.suspense;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A second delivery of a record.
 *
 * @param line where it stands
 * @param firstLine where the one that was charged stands
 */
public record DuplicateRecord(
        int fileId, long line, @Nullable Instant usageTime, UUID dedupeKey, int firstFileId, long firstLine) {}
