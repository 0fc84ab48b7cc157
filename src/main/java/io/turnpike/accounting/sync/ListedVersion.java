package io.turnpike.accounting.sync;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A version of a record as it is listed.
 *
 * @param reason what they said with its state
 * @param file the last one it was sent in
 */
public record ListedVersion(
        String operator,
        String content,
        String key,
        @Nullable LocalDate day,
        int version,
        String state,
        @Nullable String reason,
        @Nullable String file,
        int timesSent,
        Instant stateAt) {}
