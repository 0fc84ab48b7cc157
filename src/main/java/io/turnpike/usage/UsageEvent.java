package io.turnpike.usage;

/**
 * One use of one service, normalised: UTC, E.164, units of its kind. Mediation makes it from a record, rating prices it.
 *
 * @param direction seen from the owner
 * @param ownerKind what {@code owner} is
 * @param owner the identifier of the service that used it: number digits, address, login or port
 * @param party the other side: E.164 digits without plus, what was dialled where that is no E.164 number, or for traffic the
 *     named zone it was exchanged with
 * @param startEpochSecond start of use, UTC
 * @param quantity seconds, bytes or events, by the kind's unit; not negative
 * @param continuation a later part of a session whose first part was priced before: no setup fee
 * @param dedupeKey what makes this record the same as a second delivery of it, within its start instant
 */
public record UsageEvent(
        UsageKind kind,
        Direction direction,
        IdentifierKind ownerKind,
        String owner,
        String party,
        long startEpochSecond,
        long quantity,
        boolean continuation,
        String dedupeKey) {

    public UsageEvent {
        if (quantity < 0) {
            throw new IllegalArgumentException("usage cannot be negative: " + quantity);
        }
    }
}
