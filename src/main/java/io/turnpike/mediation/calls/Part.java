package io.turnpike.mediation.calls;

import io.turnpike.usage.UsageEvent;

/**
 * One record of a call that its switch reports in several.
 *
 * @param call what all parts of the call have in common
 * @param number its place in the call, rising by one
 * @param last the call ended with it
 * @param event the part as if it were a call; its duplicate key is the part's own
 * @param quantityMicros its quantity before rounding, in millionths
 */
public record Part(String call, long number, boolean last, UsageEvent event, long quantityMicros) {
    /** The part as usage of its own that belongs to a call charged before: no setup fee. */
    public UsageEvent asContinuation() {
        return new UsageEvent(
                event.kind(),
                event.direction(),
                event.ownerKind(),
                event.owner(),
                event.party(),
                event.startEpochSecond(),
                event.quantity(),
                true,
                event.dedupeKey());
    }
}
