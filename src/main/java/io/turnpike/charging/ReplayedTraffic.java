package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import io.turnpike.charging.ChargedAmounts.Charged;
import io.turnpike.rating.Rating;
import io.turnpike.rating.Replay;
import io.turnpike.rating.Settlement;
import io.turnpike.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account's traffic computed anew, hour by hour among the rest of its usage, for charges that are asked for. What the hours of a
 * day, zone and direction come to at a rate is compared with all its charges together: hours that came in several parts were charged
 * by differences.
 */
final class ReplayedTraffic {
    /** Hours whose rate never priced anything, or that have none. */
    private static final int NO_RATE = -1;

    private final PriceBook prices;
    private final RateIds rates;
    private final TrafficHours hours;
    private final Map<TrafficHours.Key, OneDay> days = new LinkedHashMap<>();
    private final IdentityHashMap<UsageEvent, TrafficHours.Key> events = new IdentityHashMap<>();

    ReplayedTraffic(PriceBook prices, RateIds rates, TrafficHours hours, List<RecordedUsage> asked) {
        this.prices = prices;
        this.rates = rates;
        this.hours = hours;
        for (RecordedUsage charge : asked) {
            days.computeIfAbsent(hours.key(charge.serviceId(), charge.usageTime(), charge.event()), key -> new OneDay())
                    .charges
                    .add(charge);
        }
    }

    /** What was charged for a day, and its hours computed anew, by the number of their rate. */
    private static final class OneDay {
        private final List<RecordedUsage> charges = new ArrayList<>();
        private final Map<Integer, List<ExplainedUsage.Priced>> computed = new TreeMap<>();
    }

    /** The hours of rated days as events to be priced. */
    List<Settlement.Usage> events(List<TrafficDays.Day> rated) {
        List<Settlement.Usage> usages = new ArrayList<>();
        for (TrafficDays.Day day : rated) {
            int service = prices.directory().service(day.serviceId());
            for (TrafficHours.Hour hour : hours.of(day)) {
                events.put(hour.event(), hours.key(day));
                usages.add(new Settlement.Usage(hour.event(), prices.context(service)));
            }
        }
        return usages;
    }

    /** Takes the price of an event; false when it is none of traffic. */
    boolean take(Replay.Replayed one) {
        UsageEvent event = one.usage().event();
        TrafficHours.Key key = events.get(event);
        OneDay day = key == null ? null : days.get(key);
        if (day != null) {
            int rate = one.explanation().rating() instanceof Rating.Rated rated
                    ? rates.known(rated.rate()).orElse(NO_RATE)
                    : NO_RATE;
            day.computed
                    .computeIfAbsent(rate, number -> new ArrayList<>())
                    .add(new ExplainedUsage.Priced(
                            Instant.ofEpochSecond(event.startEpochSecond()),
                            event.quantity(),
                            one.explanation(),
                            one.counters()));
        }
        return key != null;
    }

    /** Figures for all charges that were asked for. */
    List<UsageFigures> figures(Map<ChargedAmounts.Key, Charged> charged, @Nullable LocalDate through) {
        List<UsageFigures> figures = new ArrayList<>();
        for (OneDay day : days.values()) {
            boolean provisional = day.charges.stream().anyMatch(RecordedUsage::provisional);
            Map<Integer, List<RecordedUsage>> standing = new LinkedHashMap<>();
            for (RecordedUsage charge : day.charges) {
                if (charge.isTakenBack()) {
                    figures.add(UsageFigures.ofTakenBack(charge, UsageReplay.charged(charged, charge), through));
                } else {
                    standing.computeIfAbsent(charge.rateId(), rate -> new ArrayList<>())
                            .add(charge);
                }
            }
            Map<Integer, List<ExplainedUsage.Priced>> computed = byStandingRate(day, standing);
            standing.forEach((rate, together) -> figures.addAll(together(
                    together, computed.getOrDefault(rate, List.of()), charged, new Settled(provisional, through))));
        }
        return figures;
    }

    /**
     * The hours of a day beside the charges that stand. Hours at a rate that no charge stands at were charged at another: they are put
     * beside a charge whose rate has no hours any more.
     */
    private static Map<Integer, List<ExplainedUsage.Priced>> byStandingRate(
            OneDay day, Map<Integer, List<RecordedUsage>> standing) {
        Map<Integer, List<ExplainedUsage.Priced>> computed = new TreeMap<>(day.computed);
        computed.keySet().retainAll(standing.keySet());
        if (standing.isEmpty() || computed.size() == day.computed.size()) {
            return computed;
        }
        Integer instead = standing.keySet().stream()
                .filter(rate -> !day.computed.containsKey(rate))
                .findFirst()
                .orElseGet(() -> standing.keySet().iterator().next());
        List<ExplainedUsage.Priced> hours = new ArrayList<>(computed.getOrDefault(instead, List.of()));
        day.computed.forEach((rate, more) -> {
            if (!standing.containsKey(rate)) {
                hours.addAll(more);
            }
        });
        hours.sort(Comparator.comparing(ExplainedUsage.Priced::at));
        computed.put(instead, hours);
        return computed;
    }

    /** How far a day's prices are known. */
    private record Settled(boolean provisional, @Nullable LocalDate through) {}

    private static List<UsageFigures> together(
            List<RecordedUsage> charges,
            List<ExplainedUsage.Priced> hours,
            Map<ChargedAmounts.Key, Charged> charged,
            Settled settled) {
        long micros = 0;
        long covered = 0;
        for (ExplainedUsage.Priced hour : hours) {
            if (hour.explanation().rating() instanceof Rating.Rated rated) {
                micros = Math.addExact(micros, rated.amount().micros());
                covered = Math.addExact(covered, rated.coveredUnits());
            }
        }
        long storedMicros = 0;
        long storedCovered = 0;
        for (RecordedUsage charge : charges) {
            Charged stored = UsageReplay.charged(charged, charge);
            storedMicros = Math.addExact(storedMicros, stored.amountMicros());
            storedCovered = Math.addExact(storedCovered, stored.covered());
        }
        List<ChargeId> ids = charges.stream().<ChargeId>map(RecordedUsage::id).toList();
        List<UsageFigures> figures = new ArrayList<>();
        for (RecordedUsage charge : charges) {
            figures.add(new UsageFigures(
                    charge,
                    hours,
                    new UsageFigures.Sum(micros, covered),
                    new UsageFigures.Sum(storedMicros, storedCovered),
                    UsageReplay.charged(charged, charge),
                    ids,
                    settled.provisional,
                    settled.through));
        }
        return figures;
    }
}
