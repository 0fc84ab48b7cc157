package io.turnpike.payments.intake;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bank's statement that told of a movement.
 *
 * @param firstSource by which the movement came first; the source itself where it brought it
 * @param firstReference what it is known by there
 * @param fileId of the line; null for a payment that no statement has told of yet
 * @param paymentId of such a payment; null for a line of a statement
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
        @Nullable String partyInn,
        @Nullable String partyName,
        @Nullable String purpose,
        @Nullable Integer fileId,
        @Nullable Long line,
        String firstSource,
        String firstReference,
        @Nullable Long paymentId) {
    /** For a person. */
    String told() {
        return paymentId == null
                ? "the movement of " + day + " that came by " + source + " in line " + line + " of file " + fileId
                : "payment " + paymentId + " of " + day + ", which came by " + source;
    }
}
