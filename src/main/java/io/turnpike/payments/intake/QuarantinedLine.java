package io.turnpike.payments.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that could not be booked.
 *
 * @param minor its amount; null where it could not be read
 * @param reason one word
 * @param raw as it came
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it came; never compared
public record QuarantinedLine(
        long quarantineId,
        int fileId,
        String file,
        String format,
        long line,
        String direction,
        String currency,
        @Nullable Long minor,
        String reason,
        String detail,
        byte[] raw,
        int tries,
        String state,
        Instant quarantinedAt,
        @Nullable String note) {}
