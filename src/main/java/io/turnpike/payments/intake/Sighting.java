package io.turnpike.payments.intake;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bank's statement that told of a movement.
 *
 * @param firstSource by which the movement came first; the source itself where it brought it
 * @param firstReference what it is known by there
 */
record Sighting(
        String source,
        String reference,
        String ownAccount,
        String direction,
        LocalDate day,
        String currency,
        long minor,
        @Nullable String number,
        @Nullable String bankReference,
        @Nullable String partyAccount,
        @Nullable String purpose,
        int fileId,
        long line,
        String firstSource,
        String firstReference) {}
