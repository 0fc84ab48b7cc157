package io.turnpike.rating;

import io.turnpike.usage.UsageEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The final prices of an account's period. During the period events are priced as they come; here all of them are priced again in
 * the one total order (start instant, then duplicate key), with the totals of the period known, so that the result is a function
 * of the events and the plans and not of the order in which files arrived.
 */
public final class Settlement {
    /** Passes: units of the period, amounts at the prices of these units, and the final prices. */
    private static final int PASSES = 3;

    private static final Comparator<Usage> TOTAL_ORDER = Comparator.comparingLong(
                    (Usage usage) -> usage.event().startEpochSecond())
            .thenComparing(usage -> usage.event().dedupeKey());

    private Settlement() {}

    /**
     * An event and the service it belongs to.
     *
     * @param service the same object for all events of a service, the same account counters for all services of the account;
     *     counters as they were before the first of the events
     */
    public record Usage(UsageEvent event, RatingContext service) {}

    /** An event with its final price; no longer provisional. */
    public record Settled(Usage usage, Rating rating) {}

    /**
     * Prices all events of an account's period for good.
     *
     * @param usages in any order
     * @return in the total order; the counters of the services are those after the last event
     */
    public static List<Settled> settle(List<Usage> usages) {
        return settle(usages, Pause.NONE);
    }

    /**
     * A look at the counters on the way.
     *
     * @param epochSecond before the first event that starts then or later
     * @param look called when the counters of the services stand as at that time; if more than once, the last call has the final ones
     */
    public record Pause(long epochSecond, Runnable look) {
        static final Pause NONE = new Pause(Long.MAX_VALUE, () -> {});
    }

    /** As {@link #settle(List)}, with a look at the counters on the way. */
    public static List<Settled> settle(List<Usage> usages, Pause pause) {
        List<Usage> ordered = inOrder(usages);
        Before before = new Before(ordered);
        List<Settled> settled = List.of();
        IdentityHashMap<RatingContext, EventCounters.Totals> totals = new IdentityHashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            before.restore();
            settled = price(ordered, totals, pause);
            if (isFinal(settled)) {
                break;
            }
            totals = totals(ordered);
        }
        return settled.stream().map(Settlement::asFinal).toList();
    }

    /** Events in the total order, counters as they were before them, and the totals their final prices look at. */
    record Prepared(List<Usage> ordered, IdentityHashMap<RatingContext, EventCounters.Totals> totals) {}

    /** Does all but the last pass. */
    static Prepared prepare(List<Usage> usages) {
        List<Usage> ordered = inOrder(usages);
        Before before = new Before(ordered);
        IdentityHashMap<RatingContext, EventCounters.Totals> totals = new IdentityHashMap<>();
        for (int pass = 0; pass + 1 < PASSES; pass++) {
            before.restore();
            if (isFinal(price(ordered, totals, Pause.NONE))) {
                break;
            }
            totals = totals(ordered);
        }
        before.restore();
        return new Prepared(ordered, totals);
    }

    private static List<Usage> inOrder(List<Usage> usages) {
        List<Usage> ordered = new ArrayList<>(usages);
        ordered.sort(TOTAL_ORDER);
        return ordered;
    }

    /** No price looks at a counter: one pass says it all. */
    private static boolean isFinal(List<Settled> settled) {
        return settled.stream().noneMatch(one -> one.rating instanceof Rating.Rated rated && rated.provisional());
    }

    private static IdentityHashMap<RatingContext, EventCounters.Totals> totals(List<Usage> ordered) {
        IdentityHashMap<RatingContext, EventCounters.Totals> totals = new IdentityHashMap<>();
        ordered.forEach(usage -> totals.computeIfAbsent(
                usage.service,
                it -> new EventCounters.Totals(it.service().copy(), it.account().copy())));
        return totals;
    }

    private static List<Settled> price(
            List<Usage> ordered, IdentityHashMap<RatingContext, EventCounters.Totals> totals, Pause pause) {
        Rater rater = new Rater();
        List<Settled> settled = new ArrayList<>(ordered.size());
        boolean looked = false;
        for (Usage usage : ordered) {
            if (!looked && usage.event.startEpochSecond() >= pause.epochSecond) {
                pause.look.run();
                looked = true;
            }
            EventCounters.@Nullable Totals known = totals.get(usage.service);
            settled.add(new Settled(usage, rater.rate(usage.event, usage.service, known)));
        }
        if (!looked) {
            pause.look.run();
        }
        return settled;
    }

    private static Settled asFinal(Settled settled) {
        if (settled.rating instanceof Rating.Rated rated && rated.provisional()) {
            return new Settled(
                    settled.usage,
                    new Rating.Rated(
                            rated.amount(), rated.rate(), rated.billedUnits(), false, rated.covered(), rated.deltas()));
        }
        return settled;
    }

    /** The counters as they were before the first event. */
    private static final class Before {
        private final IdentityHashMap<Counters, Counters> copies = new IdentityHashMap<>();

        Before(List<Usage> usages) {
            for (Usage usage : usages) {
                copies.computeIfAbsent(usage.service.service(), Counters::copy);
                copies.computeIfAbsent(usage.service.account(), Counters::copy);
            }
        }

        void restore() {
            copies.forEach(Counters::takeFrom);
        }
    }
}
