package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import io.turnpike.rating.RateRef;
import org.jspecify.annotations.Nullable;

/**
 * A new price of a charge, or that it has none.
 *
 * @param before the charge as it stands
 * @param account whom the new price is charged to; it differs from before's only where before has no price, so never in the first
 *     revision of a charge
 * @param rate null when there is no price; nothing is billed then, neither amount nor quantity
 * @param unpriced why there is no price; null when there is one
 * @param reason why it was corrected, for the record
 */
record Correction(
        PricedUsage before,
        long account,
        long service,
        @Nullable RateRef rate,
        long covered,
        long amountMicros,
        @Nullable String unpriced,
        String reason) {

    Correction {
        if (before.revision() == 0 && account != before.accountId()) {
            // reading an account's charges with what became of them relies on it
            throw new IllegalArgumentException(
                    "the first revision of a charge is that of the account it was charged to");
        }
    }

    static Correction priced(PricedUsage before, RateRef rate, long covered, long amountMicros, String reason) {
        return new Correction(
                before, before.accountId(), before.serviceId(), rate, covered, amountMicros, null, reason);
    }

    /** Takes the price away. */
    static Correction takenBack(PricedUsage before, String unpriced, String reason) {
        return new Correction(before, before.accountId(), before.serviceId(), null, 0, 0, unpriced, reason);
    }

    /** Hands a charge without a price to another service, or the same, to be priced there. */
    static Correction handedOver(PricedUsage unpriced, long account, long service, String reason) {
        return new Correction(unpriced, account, service, null, 0, 0, Unpriced.DUE, reason);
    }

    /** The number of the new rate; null where it has none, because there is no price or the rate never priced anything. */
    private static @Nullable Integer number(@Nullable RateRef rate, RateIds rates) {
        return rate == null ? null : rates.known(rate).orElse(null);
    }

    boolean changes(RateIds rates) {
        Integer old = before.rateId();
        if (rate == null) {
            return old != null || !java.util.Objects.equals(unpriced, before.unpriced());
        }
        return old == null
                || !old.equals(number(rate, rates))
                || covered != before.covered()
                || amountMicros != before.amountMicros();
    }

    /** The charge as it stands after this. */
    PricedUsage withoutPrice() {
        return before.withoutPrice(account, service, before.revision() + 1, unpriced == null ? "" : unpriced);
    }
}
