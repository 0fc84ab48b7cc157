package io.turnpike.charging;

import io.turnpike.rating.Rating;
import io.turnpike.rating.Settlement;
import io.turnpike.usage.UsageEvent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Prices all usage of one account again in the total order, and says what comes out different from what was charged. */
final class AccountSettlement {
    private final PriceBook prices;
    private long unrated;

    AccountSettlement(PriceBook prices) {
        this.prices = prices;
    }

    /** Charges that have no price any more; they are corrected to zero and told. */
    long unrated() {
        return unrated;
    }

    /**
     * Settles.
     *
     * @param usages of one account, of its whole counter periods
     * @param reason why, for the record
     */
    List<Corrections.Correction> settle(List<PricedUsage> usages, String reason) {
        IdentityHashMap<UsageEvent, PricedUsage> charged = new IdentityHashMap<>();
        List<Settlement.Usage> events = new ArrayList<>(usages.size());
        for (PricedUsage usage : usages) {
            charged.put(usage.event(), usage);
            int service = prices.directory().service(usage.serviceId());
            events.add(new Settlement.Usage(usage.event(), prices.context(service)));
        }
        List<Corrections.Correction> corrections = new ArrayList<>();
        for (Settlement.Settled settled : Settlement.settle(events)) {
            PricedUsage before = charged.get(settled.usage().event());
            if (before == null) {
                throw new IllegalStateException("settling answered for an event it was not asked about");
            }
            Corrections.Correction correction = correction(before, settled.rating(), reason);
            if (correction.changes()) {
                corrections.add(correction);
            }
        }
        return corrections;
    }

    private Corrections.Correction correction(PricedUsage before, Rating rating, String reason) {
        if (rating instanceof Rating.Rated rated) {
            return new Corrections.Correction(
                    before,
                    prices.rateId(rated.rate()),
                    rated.coveredUnits(),
                    rated.amount().micros(),
                    reason);
        }
        unrated++;
        return new Corrections.Correction(
                before, before.rateId(), 0, 0, reason + ": " + ((Rating.Unrated) rating).detail());
    }
}
