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
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Computes an account's usage charges anew: all usage that settling knew is priced again in the total order from the counters that
 * stood before it. It knows what was used and by what facts, and puts what was charged beside the result only at the end.
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
    }

    private List<UsageFigures> stretch(ServiceDirectory directory, long account, Stretch stretch) {
        List<RecordedUsage> wanted = usages.ofAccount(account, stretch.from(), stretch.to());
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<ChargedAmounts.Key, Charged> charged = amounts.ofAccount(account, stretch.from(), stretch.to());
        IdentityHashMap<UsageEvent, Replay.Replayed> replayed = replay(directory, account, stretch, wanted);
        List<UsageFigures> figures = new ArrayList<>();
        List<RecordedUsage> byHours = new ArrayList<>();
        for (RecordedUsage usage : wanted) {
            if (usage.event().kind() == UsageKind.INTERNET && usage.line() == 0) {
                byHours.add(usage);
            } else {
                figures.add(figures(usage, replayed, charged, stretch.through));
            }
        }
        PriceBook plain = new PriceBook(directory, catalog.get(), rateIds, CounterStore.Opening.NONE);
        for (List<RecordedUsage> day : TrafficReplay.days(byHours, stretch.zone)) {
            // what was settled was priced as one event a charge; what never was stands as it was rated, hour by hour
            boolean settled = day.stream()
                    .anyMatch(usage ->
                            usage.provisional() || charged(charged, usage).corrected());
            figures.addAll(
                    settled
                            ? day.stream()
                                    .map(usage -> figures(usage, replayed, charged, stretch.through))
                                    .toList()
                            : traffic.figures(plain, day, charged, stretch.through));
        }
        return figures;
    }

    private IdentityHashMap<UsageEvent, Replay.Replayed> replay(
            ServiceDirectory directory, long account, Stretch stretch, List<RecordedUsage> wanted) {
        CounterStore.Opening counters = CounterStore.Opening.NONE;
        List<RecordedUsage> known = wanted;
        boolean counted = stretch.through != null || wanted.stream().anyMatch(RecordedUsage::provisional);
        if (counted) {
            LocalDate opening = periods.openingDays(
                            List.of(new SettledPeriods.AccountDay(account, stretch.days.from())))
                    .getOrDefault(account, LocalDate.EPOCH);
            counters = periods.read(List.of(new SettledPeriods.AccountDay(account, opening)));
            LocalDate end = stretch.through == null ? DateRange.FOREVER : stretch.through;
            known = usages.ofAccount(
                    account,
                    opening.atStartOfDay(stretch.zone).toInstant(),
                    end.atStartOfDay(stretch.zone).toInstant());
        }
        PriceBook book = new PriceBook(directory, catalog.get(), rateIds, counters);
        List<Settlement.Usage> events = new ArrayList<>(known.size());
        Map<ChargedAmounts.Key, UsageEvent> asked = new java.util.HashMap<>();
        wanted.forEach(usage -> asked.put(key(usage), usage.event()));
        for (RecordedUsage usage : known) {
            UsageEvent event = asked.getOrDefault(key(usage), usage.event());
            int service = directory.service(usage.serviceId());
            events.add(new Settlement.Usage(event, book.context(service)));
        }
        IdentityHashMap<UsageEvent, Replay.Replayed> replayed = new IdentityHashMap<>();
        java.util.Set<UsageEvent> kept = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(asked.values());
        Replay.run(events, one -> {
            if (kept.contains(one.usage().event())) {
                replayed.put(one.usage().event(), one);
            }
        });
        return replayed;
    }

    private static UsageFigures figures(
            RecordedUsage usage,
            IdentityHashMap<UsageEvent, Replay.Replayed> replayed,
            Map<ChargedAmounts.Key, Charged> charged,
            @Nullable LocalDate through) {
        Replay.Replayed one = Objects.requireNonNull(replayed.get(usage.event()));
        Charged stored = charged(charged, usage);
        boolean rated = one.explanation().rating() instanceof Rating.Rated;
        Rating.Rated price = rated ? (Rating.Rated) one.explanation().rating() : null;
        return new UsageFigures(
                usage,
                List.of(new ExplainedUsage.Priced(
                        usage.usageTime(), usage.event().quantity(), one.explanation())),
                one.counters(),
                price == null ? 0 : price.amount().micros(),
                price == null ? 0 : price.coveredUnits(),
                stored.amountMicros(),
                stored,
                List.of(usage.id()),
                through);
    }

    static Charged charged(Map<ChargedAmounts.Key, Charged> charged, RecordedUsage usage) {
        return Objects.requireNonNull(charged.get(key(usage)), () -> usage.id() + " went away while it was explained");
    }

    private static ChargedAmounts.Key key(RecordedUsage usage) {
        return new ChargedAmounts.Key(usage.usageTime(), usage.dedupeKey());
    }
}
