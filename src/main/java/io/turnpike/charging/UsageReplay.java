package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.charging.ChargedAmounts.Charged;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.rating.Rating;
import io.turnpike.rating.Replay;
import io.turnpike.rating.Settlement;
import io.turnpike.time.DateRange;
import io.turnpike.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Computes an account's usage charges anew: all usage that settling knew is priced again in the total order from the counters that
 * stood before it, traffic hour by hour. It knows what was used and by what facts, and puts what was charged beside the result only at
 * the end.
 */
@Component
class UsageReplay {
    private final CatalogInForce catalog;
    private final RateIds rateIds;
    private final SettledPeriods periods;
    private final RecordedUsages usages;
    private final ChargedAmounts amounts;
    private final TrafficReplay traffic;

    UsageReplay(
            CatalogInForce catalog,
            RateIds rateIds,
            SettledPeriods periods,
            RecordedUsages usages,
            ChargedAmounts amounts,
            TrafficReplay traffic) {
        this.catalog = catalog;
        this.rateIds = rateIds;
        this.periods = periods;
        this.usages = usages;
        this.amounts = amounts;
        this.traffic = traffic;
    }

    /** All charges of an account with usage on some days of its operator, in the total order. */
    List<UsageFigures> ofAccount(ServiceDirectory directory, long account, DateRange days) {
        int index = directory.account(account);
        ZoneId zone = directory.operatorOf(index).zone();
        List<UsageFigures> figures = new ArrayList<>();
        LocalDate day = days.from();
        while (day.isBefore(days.to())) {
            SettledPeriods.Together settled = periods.settledWith(account, day);
            LocalDate end = settled == null || settled.until().isAfter(days.to()) ? days.to() : settled.until();
            LocalDate through = settled == null ? null : settled.through();
            figures.addAll(stretch(directory, account, new Stretch(new DateRange(day, end), through, zone)));
            day = end;
        }
        return figures;
    }

    /** Days whose usage was settled together, with usage known through a day; or not at all. */
    private record Stretch(DateRange days, @Nullable LocalDate through, ZoneId zone) {
        Instant from() {
            return days.in(zone).from();
        }

        Instant to() {
            return days.in(zone).to();
        }

        boolean holds(RecordedUsage usage) {
            return !usage.usageTime().isBefore(from()) && usage.usageTime().isBefore(to());
        }
    }

    private List<UsageFigures> stretch(ServiceDirectory directory, long account, Stretch stretch) {
        List<RecordedUsage> wanted = usages.ofAccount(account, stretch.from(), stretch.to());
        if (wanted.isEmpty()) {
            return List.of();
        }
        boolean counted = stretch.through != null || wanted.stream().anyMatch(RecordedUsage::provisional);
        Known known = counted
                ? sinceCountersWereKnown(account, stretch)
                : new Known(stretch.days, wanted, CounterStore.Opening.NONE);
        PriceBook book = new PriceBook(directory, catalog.get(), rateIds, known.counters);
        Replayed replayed = replay(directory.account(account), stretch, known, book);
        Map<ChargedAmounts.Key, Charged> charged = amounts.ofAccount(account, stretch.from(), stretch.to());
        List<UsageFigures> figures = new ArrayList<>();
        for (RecordedUsage usage : known.usages) {
            if (stretch.holds(usage) && !usage.isTraffic()) {
                figures.add(figures(usage, replayed.events, charged, stretch.through));
            }
        }
        figures.addAll(replayed.traffic.figures(charged, stretch.through));
        return figures;
    }

    /** Usage that prices of a stretch depend on, and the counters before it. */
    private record Known(DateRange days, List<RecordedUsage> usages, CounterStore.Opening counters) {}

    private Known sinceCountersWereKnown(long account, Stretch stretch) {
        LocalDate opening = periods.openingDays(List.of(new SettledPeriods.AccountDay(account, stretch.days.from())))
                .getOrDefault(account, LocalDate.EPOCH);
        DateRange days = new DateRange(opening, stretch.through == null ? DateRange.FOREVER : stretch.through);
        return new Known(
                days,
                usages.ofAccount(
                        account,
                        days.from().atStartOfDay(stretch.zone).toInstant(),
                        days.to().atStartOfDay(stretch.zone).toInstant()),
                periods.read(List.of(new SettledPeriods.AccountDay(account, opening))));
    }

    /** What usage comes to: by its event, and that of traffic by its hours. */
    private record Replayed(IdentityHashMap<UsageEvent, Replay.Replayed> events, ReplayedTraffic traffic) {}

    private Replayed replay(int account, Stretch stretch, Known known, PriceBook book) {
        ServiceDirectory directory = book.directory();
        List<RecordedUsage> summed =
                known.usages.stream().filter(RecordedUsage::isTraffic).toList();
        ReplayedTraffic hours = traffic.begin(
                book, stretch.zone, summed.stream().filter(stretch::holds).toList());
        List<Settlement.Usage> events = new ArrayList<>(known.usages.size());
        if (!summed.isEmpty()) {
            events.addAll(hours.events(traffic.rated(directory, account, known.days)));
        }
        Set<UsageEvent> asked = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RecordedUsage usage : known.usages) {
            if (!usage.isTraffic() && !usage.isTakenBack()) {
                events.add(new Settlement.Usage(usage.event(), book.context(directory.service(usage.serviceId()))));
                if (stretch.holds(usage)) {
                    asked.add(usage.event());
                }
            }
        }
        IdentityHashMap<UsageEvent, Replay.Replayed> replayed = new IdentityHashMap<>();
        Replay.run(events, one -> {
            if (!hours.take(one) && asked.contains(one.usage().event())) {
                replayed.put(one.usage().event(), one);
            }
        });
        return new Replayed(replayed, hours);
    }

    private static UsageFigures figures(
            RecordedUsage usage,
            IdentityHashMap<UsageEvent, Replay.Replayed> replayed,
            Map<ChargedAmounts.Key, Charged> charged,
            @Nullable LocalDate through) {
        Charged stored = charged(charged, usage);
        if (usage.isTakenBack()) {
            return UsageFigures.ofTakenBack(usage, stored, through);
        }
        Replay.Replayed one = Objects.requireNonNull(replayed.get(usage.event()));
        UsageFigures.Sum due = one.explanation().rating() instanceof Rating.Rated rated
                ? new UsageFigures.Sum(rated.amount().micros(), rated.coveredUnits())
                : UsageFigures.Sum.NOTHING;
        return new UsageFigures(
                usage,
                List.of(new ExplainedUsage.Priced(
                        usage.usageTime(), usage.event().quantity(), one.explanation(), one.counters())),
                due,
                new UsageFigures.Sum(stored.amountMicros(), stored.covered()),
                stored,
                List.of(usage.id()),
                usage.provisional(),
                through);
    }

    static Charged charged(Map<ChargedAmounts.Key, Charged> charged, RecordedUsage usage) {
        return Objects.requireNonNull(
                charged.get(new ChargedAmounts.Key(usage.usageTime(), usage.dedupeKey())),
                () -> usage.id() + " went away while it was explained");
    }
}
