package io.turnpike.charging;

import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage charge as it stands with its corrections.
 *
 * @param accountId the account it is charged to now
 * @param event what was used, for pricing it again; its duplicate key is the stored one
 * @param line of its record in the file; 0 for traffic, which is summed from many
 * @param rateId amount and covered units by the latest revision; null when it has no price
 * @param revision 0 when it was never corrected
 * @param unpriced why it has no price, a word of {@link Unpriced} or of suspense
 */
record PricedUsage(
        Instant usageTime,
        UUID dedupeKey,
        long accountId,
        long serviceId,
        UsageEvent event,
        int flags,
        long line,
        @Nullable Integer rateId,
        long covered,
        long amountMicros,
        int revision,
        @Nullable String unpriced) {

    /** Whether it is the sum of a day's traffic at a rate: that is priced again from the hours, not from the sum. */
    boolean isTraffic() {
        return event.kind() == UsageKind.INTERNET && line == 0;
    }

    /** Whether no service had its identifier at the time, so that nobody is charged for it. */
    boolean isNobodys() {
        return Unpriced.UNKNOWN_SERVICE.equals(unpriced);
    }

    /** As it stands after a revision that took its price away. */
    PricedUsage withoutPrice(long account, long service, int newRevision, String why) {
        return new PricedUsage(
                usageTime, dedupeKey, account, service, event, flags, line, null, 0, 0, newRevision, why);
    }
}
