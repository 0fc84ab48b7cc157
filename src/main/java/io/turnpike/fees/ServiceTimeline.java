package io.turnpike.fees;

import io.turnpike.time.BillingDays;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The dated facts of one service, as known now: from them alone follows what it owes.
 *
 * @param service the service's key
 * @param subscriptions in order, not overlapping; the same plan going on without a gap is joined to one
 * @param suspensions in order, not overlapping
 * @param ownPrices the later written goes first where days overlap
 * @param billedAtOnce the days of changes, suspensions and terminations that were asked to be billed at once, whatever the plan's
 *     policy says
 */
public record ServiceTimeline(
        long service,
        BillingDays billingDays,
        List<Subscription> subscriptions,
        List<Suspension> suspensions,
        List<OwnFeePrice> ownPrices,
        List<FeeOrder> orders,
        Set<LocalDate> billedAtOnce) {
    public ServiceTimeline {
        subscriptions = joined(subscriptions);
        suspensions = List.copyOf(suspensions);
        ownPrices = List.copyOf(ownPrices);
        orders = List.copyOf(orders);
        billedAtOnce = Set.copyOf(billedAtOnce);
        inOrder(subscriptions.stream().map(Subscription::days).toList(), "subscriptions", service);
        inOrder(suspensions.stream().map(Suspension::days).toList(), "suspensions", service);
    }

    /** The same service without some of its orders. */
    public ServiceTimeline without(List<FeeOrder> left) {
        return new ServiceTimeline(
                service,
                billingDays,
                subscriptions,
                suspensions,
                ownPrices,
                orders.stream().filter(order -> !left.contains(order)).toList(),
                billedAtOnce);
    }

    /** A service whose changes are all billed as the plan's policies say. */
    public ServiceTimeline(
            long service,
            BillingDays billingDays,
            List<Subscription> subscriptions,
            List<Suspension> suspensions,
            List<OwnFeePrice> ownPrices,
            List<FeeOrder> orders) {
        this(service, billingDays, subscriptions, suspensions, ownPrices, orders, Set.of());
    }

    /** A service without suspensions, own prices and orders. */
    public static ServiceTimeline of(long service, BillingDays billingDays, List<Subscription> subscriptions) {
        return new ServiceTimeline(service, billingDays, subscriptions, List.of(), List.of(), List.of());
    }

    private static List<Subscription> joined(List<Subscription> rows) {
        if (rows.size() < 2) {
            return List.copyOf(rows);
        }
        List<Subscription> joined = new ArrayList<>();
        for (Subscription row : rows) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).goesOnAs(row)) {
                joined.set(last, joined.get(last).joined(row));
            } else {
                joined.add(row);
            }
        }
        return List.copyOf(joined);
    }

    private static void inOrder(List<DateRange> days, String what, long service) {
        for (int i = 1; i < days.size(); i++) {
            if (days.get(i).from().isBefore(days.get(i - 1).to())) {
                throw new IllegalArgumentException("the " + what + " of service " + service
                        + " are not in order or overlap: " + days.get(i - 1) + ", " + days.get(i));
            }
        }
    }
}
