package io.turnpike.payments;

import org.jspecify.annotations.Nullable;

/**
 * A reference of a source that came before.
 *
 * @param kind payment, set-aside or quarantine
 * @param amountMinor null where it could not be read
 * @param fileId null for what was booked by hand
 */
public record KnownReference(
        String reference,
        String kind,
        @Nullable Long amountMinor,
        @Nullable String currency,
        @Nullable Integer fileId,
        @Nullable Long lineNumber) {}
