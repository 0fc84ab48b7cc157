package io.turnpike.charging;

import io.turnpike.usage.UsageEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * A usage charge as it stands with its corrections.
 *
 * @param event what was used, for pricing it again; its duplicate key is the stored one
 * @param rateId amount and covered units by the latest revision
 * @param revision 0 when it was never corrected
 */
record PricedUsage(
        Instant usageTime,
        UUID dedupeKey,
        long accountId,
        long serviceId,
        UsageEvent event,
        int flags,
        int rateId,
        long covered,
        long amountMicros,
        int revision) {}
