package io.turnpike.charging;

import io.turnpike.rating.RateRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What pricing an account's usage again found different from what was charged.
 *
 * @param corrections of charges that are there
 * @param traffic charges of days of traffic that take the place of those taken back
 * @param days rated traffic as it stands after that
 * @param refused traffic that has no price any more and waits where such traffic waits
 */
record Differences(
        List<Correction> corrections, List<TrafficCharge> traffic, List<TrafficDays.Day> days, List<Refused> refused) {

    Differences() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /**
     * A day's traffic of a service and class at a rate.
     *
     * @param isProvisional whether a charge it takes the place of was
     */
    record TrafficCharge(
            long account,
            TrafficDays.Day day,
            RateRef rate,
            long startEpochSecond,
            long quantity,
            long covered,
            long amountMicros,
            boolean isProvisional) {}

    /** Traffic of an account's day without a price. */
    record Refused(long account, LocalDate day, TrafficDays.Unrated traffic) {}

    boolean isEmpty() {
        return corrections.isEmpty() && traffic.isEmpty() && days.isEmpty();
    }

    void add(Differences more) {
        corrections.addAll(more.corrections);
        traffic.addAll(more.traffic);
        days.addAll(more.days);
        refused.addAll(more.refused);
    }

    /** Charges that lose their price and wait for one. */
    long withoutPrice() {
        return corrections.stream()
                        .filter(correction -> correction.unpriced() != null
                                && !correction.before().isTraffic()
                                && Unpriced.waits(correction.unpriced()))
                        .count()
                + refused.size();
    }
}
