package io.turnpike.charging;

import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was used and where the record stands; not what was charged for it.
 *
 * @param event its duplicate key is the stored one
 * @param rateId the rate that was in force when it was charged
 * @param line 0 for traffic, which is summed over a day
 * @param unpriced why it has no price now, a word of {@link Unpriced} or of suspense
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
        long line,
        @Nullable String unpriced) {

    /** Whether it is the sum of a day's traffic at a rate: its hours are what was used. */
    boolean isTraffic() {
        return event.kind() == UsageKind.INTERNET && line == 0;
    }

    /**
     * Whether it is no usage any more: nobody's, or a charge of traffic whose hours were charged anew or wait for a price elsewhere.
     */
    boolean isTakenBack() {
        return unpriced != null && (isTraffic() || Unpriced.UNKNOWN_SERVICE.equals(unpriced));
    }

    ChargeId.OfUsage id() {
        return ChargeId.OfUsage.of(usageTime, dedupeKey);
    }
}
