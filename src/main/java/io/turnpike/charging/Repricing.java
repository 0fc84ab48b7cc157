package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.TrafficReaders;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prices stretches of accounts again by one catalogue. A price is always found from all of the account's usage since its counters
 * were last known for sure; a stretch only says which differences are wanted. For one thread.
 */
final class Repricing {
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
            LocalDate through) {}

    /**
     * What was found.
     *
     * @param opening the day pricing began
     * @param counters as they stand after the last usage
     */
    record Found(Differences differences, LocalDate opening, List<SettledPeriods.OwnedCounter> counters) {}

    /** Prices an account's usage again, as it is stored. */
    Found reprice(Stretch stretch, String reason) {
        return reprice(stretch, reason, UnaryOperator.identity());
    }

    /** As {@link #reprice(Stretch, String)}, of usage that is not quite as it is stored. */
    Found reprice(Stretch stretch, String reason, UnaryOperator<List<PricedUsage>> seenAs) {
        ServiceDirectory directory = stretch.account.directory();
        int account = stretch.account.account();
        long accountId = directory.accountId(account);
        LocalDate opening = stores.periods.openingDay(
                accountId, stretch.known, stretch.account.begin(stretch.from == null ? stretch.through : stretch.from));
        CounterStore.Opening counters = new CounterStore.Opening();
        stores.periods.read(accountId, opening, counters);
        PriceBook book = new PriceBook(directory, catalog, stores.rates, counters);
        ZoneId zone = stretch.account.zone();
        List<PricedUsage> usages =
                seenAs.apply(stores.usages.ofAccount(accountId, start(opening, zone), start(stretch.through, zone)));
        List<TrafficDays.Day> days = usages.stream().anyMatch(PricedUsage::isTraffic)
                ? stores.days.ofServices(
                        Arrays.stream(directory.servicesOf(account))
                                .mapToObj(directory::serviceId)
                                .toList(),
                        opening,
                        stretch.through)
                : List.of();
        Instant from = stretch.from == null ? Instant.MIN : start(stretch.from, zone);
        Differences differences = new AccountRepricing(book, zone)
                .reprice(usages, days, this::zones, new AccountRepricing.Scope(from, stores.rates, reason));
        return new Found(differences, opening, stretch.account.counters(book));
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
