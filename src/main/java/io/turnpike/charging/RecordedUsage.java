package io.turnpike.charging;

import io.turnpike.usage.UsageEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * What was used and where the record stands; not what was charged for it.
 *
 * @param event its duplicate key is the stored one
 * @param rateId the rate that was in force when it was charged
 * @param line 0 for traffic, which is summed over a day
 */
record RecordedUsage(
        Instant usageTime,
        UUID dedupeKey,
        long accountId,
        long serviceId,
        UsageEvent event,
        boolean provisional,
        int rateId,
        int fileId,
        long line) {

    ChargeId.OfUsage id() {
        return ChargeId.OfUsage.of(usageTime, dedupeKey);
    }
}
