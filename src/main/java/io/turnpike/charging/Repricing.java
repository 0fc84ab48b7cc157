package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.TrafficReaders;
import io.turnpike.rating.Settlement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prices stretches of accounts again by one catalogue. A price is always found from all of the account's usage since its counters
 * were last known for sure; a stretch only says which differences are wanted. For one thread.
 */
final class Repricing {
    /** Accounts read at once: some ten thousand charges. */
    private static final int ACCOUNTS = 250;

    private final Stores stores;
    private final Catalog catalog;
    private @Nullable TrafficZones zones;

    Repricing(Stores stores, Catalog catalog) {
        this.stores = stores;
        this.catalog = catalog;
    }

    /** Where usage and counters come from. */
    @Component
    record Stores(
            RateIds rates, SettledPeriods periods, PricedUsages usages, TrafficDays days, TrafficReaders readers) {}

    /**
     * A stretch of an account.
     *
     * @param known the last day that counters may be taken from
     * @param from differences of usage from this day on are wanted; null: all that is found
     * @param through the day after the last
     */
    record Stretch(
            AccountPeriods account,
            LocalDate known,
            @Nullable LocalDate from,
            LocalDate through) {
        long accountId() {
            return account.directory().accountId(account.account());
        }
    }

    /** What was found in a stretch, and the counters as they stand after it. */
    record Found(Stretch stretch, Differences differences, SettledPeriods.Priced priced) {}

    /** What usage is to be seen as, where it is not to be priced as it is stored. */
    @FunctionalInterface
    interface SeenAs {
        List<PricedUsage> seen(long account, List<PricedUsage> stored);
    }

    /** Prices the usage of stretches again, as it is stored. */
    void reprice(List<Stretch> stretches, String reason, Consumer<List<Found>> sink) {
        reprice(stretches, reason, (account, stored) -> stored, sink);
    }

    /**
     * As {@link #reprice(List, String, Consumer)}, of usage that is not quite as it is stored.
     *
     * @param stretches of different accounts of one directory
     * @param sink takes what was found in some accounts at a time, in the order of the stretches
     */
    void reprice(List<Stretch> stretches, String reason, SeenAs seenAs, Consumer<List<Found>> sink) {
        for (int from = 0; from < stretches.size(); from += ACCOUNTS) {
            List<Stretch> some = stretches.subList(from, Math.min(from + ACCOUNTS, stretches.size()));
            Map<Long, Stored> stored = stored(some, seenAs);
            PriceBook book = new PriceBook(
                    some.get(0).account.directory(),
                    catalog,
                    stores.rates,
                    stores.periods.read(stored.values().stream()
                            .map(one -> new SettledPeriods.AccountDay(one.stretch.accountId(), one.opening))
                            .toList()));
            sink.accept(some.stream()
                    .map(stretch -> reprice(Objects.requireNonNull(stored.get(stretch.accountId())), book, reason))
                    .toList());
        }
    }

    private Found reprice(Stored stored, PriceBook book, String reason) {
        Stretch stretch = stored.stretch;
        AccountPeriods account = stretch.account;
        ZoneId zone = account.zone();
        LocalDate next = account.firstDay(stretch.through.withDayOfMonth(1));
        List<SettledPeriods.OwnedCounter> atNext = new ArrayList<>();
        Settlement.Pause pause = new Settlement.Pause(start(next, zone).getEpochSecond(), () -> {
            atNext.clear();
            atNext.addAll(account.counters(book));
        });
        Instant from = stretch.from == null ? Instant.MIN : start(stretch.from, zone);
        Differences differences = new AccountRepricing(book, zone)
                .reprice(
                        stored.usages,
                        stored.days,
                        this::zones,
                        new AccountRepricing.Scope(from, stores.rates, reason, pause));
        LocalDate changed = stretch.from == null ? stored.opening : stretch.from;
        return new Found(
                stretch,
                differences,
                new SettledPeriods.Priced(
                        stretch.accountId(),
                        changed,
                        stretch.through,
                        account.counters(book),
                        next.isAfter(changed) && !next.isAfter(stretch.through)
                                ? new SettledPeriods.Opening(next, List.copyOf(atNext))
                                : null));
    }

    /** What is stored of an account from the day pricing begins. */
    private record Stored(Stretch stretch, LocalDate opening, List<PricedUsage> usages, List<TrafficDays.Day> days) {}

    private Map<Long, Stored> stored(List<Stretch> stretches, SeenAs seenAs) {
        Map<Long, LocalDate> openings = openings(stretches);
        Map<Long, List<PricedUsage>> usages = stores.usages.ofAccounts(stretches.stream()
                .map(stretch -> {
                    ZoneId zone = stretch.account.zone();
                    LocalDate opening = Objects.requireNonNull(openings.get(stretch.accountId()));
                    return new PricedUsages.Span(
                            stretch.accountId(), start(opening, zone), start(stretch.through, zone));
                })
                .toList());
        Map<Long, Stored> stored = new LinkedHashMap<>();
        for (Stretch stretch : stretches) {
            long id = stretch.accountId();
            stored.put(
                    id,
                    new Stored(
                            stretch,
                            Objects.requireNonNull(openings.get(id)),
                            seenAs.seen(id, usages.getOrDefault(id, List.of())),
                            new ArrayList<>()));
        }
        readTraffic(stored);
        return stored;
    }

    /** The day that pricing of each account begins. */
    private Map<Long, LocalDate> openings(List<Stretch> stretches) {
        Map<Long, LocalDate> openings = new HashMap<>();
        for (Stretch stretch : stretches) {
            openings.put(
                    stretch.accountId(), stretch.account.begin(stretch.from == null ? stretch.through : stretch.from));
        }
        openings.putAll(stores.periods.openingDays(stretches.stream()
                .map(stretch -> new SettledPeriods.AccountDay(stretch.accountId(), stretch.known))
                .toList()));
        return openings;
    }

    /** Adds the rated days of those accounts that have charges of traffic. */
    private void readTraffic(Map<Long, Stored> stored) {
        Map<Long, Stored> byService = new HashMap<>();
        LocalDate from = LocalDate.MAX;
        LocalDate through = LocalDate.MIN;
        for (Stored one : stored.values()) {
            if (one.usages.stream().anyMatch(PricedUsage::isTraffic)) {
                ServiceDirectory directory = one.stretch.account.directory();
                for (int service : directory.servicesOf(one.stretch.account.account())) {
                    byService.put(directory.serviceId(service), one);
                }
                from = one.opening.isBefore(from) ? one.opening : from;
                through = one.stretch.through.isAfter(through) ? one.stretch.through : through;
            }
        }
        if (byService.isEmpty()) {
            return;
        }
        for (TrafficDays.Day day : stores.days.ofServices(byService.keySet(), from, through)) {
            Stored one = Objects.requireNonNull(byService.get(day.serviceId()));
            if (!day.day().isBefore(one.opening) && day.day().isBefore(one.stretch.through)) {
                one.days.add(day);
            }
        }
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private TrafficZones zones() {
        TrafficZones known = zones;
        if (known == null) {
            known = stores.readers.zones();
            zones = known;
        }
        return known;
    }

    /** The zones that differences in traffic are named by. */
    AccountRepricing.Zones trafficZones() {
        return this::zones;
    }
}
