package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.TrafficDeltas;
import io.turnpike.mediation.traffic.TrafficDeltas.RangeDay;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rates one partition's share of the traffic that waits, a day of 4,096 accounts in a transaction: the charges, the rated day and
 * what has no price are stored as the waiting sums go, so that every byte is charged once.
 */
final class TrafficRating implements StepWork {
    /** Where traffic comes from and goes to. */
    @Component
    record Stores(
            TrafficDeltas deltas, TrafficDays days, ChargeWriter writer, CounterStore counters, JdbcClient jdbc) {}

    /**
     * What prices are made of.
     *
     * @param countersFrom older counters change no price
     */
    record Prices(
            ServiceDirectoryLoader directories,
            Catalog catalog,
            RateIds rateIds,
            TrafficZones zones,
            LocalDate countersFrom) {}

    private final Stores stores;
    private final Prices prices;
    private final Progress progress;
    private final Iterator<RangeDay> work;
    private final Map<String, Long> unratedBytes = new TreeMap<>();
    private @Nullable PriceBook book;
    private int bookRange;
    private long days;
    private long bytes;
    private final Map<String, Long> amountMicros = new TreeMap<>();

    TrafficRating(Stores stores, Prices prices, List<RangeDay> work, Progress progress) {
        this.stores = stores;
        this.prices = prices;
        this.work = work.iterator();
        this.progress = progress;
    }

    @Override
    public @Nullable Piece next() {
        if (!work.hasNext()) {
            tell();
            return null;
        }
        RangeDay of = work.next();
        PriceBook range = bookOf(of.range());
        return () -> rate(of, range);
    }

    /** The prices of a range of accounts; its days follow one another, so that counters run on from day to day. */
    private PriceBook bookOf(int range) {
        PriceBook known = book;
        if (known == null || bookRange != range) {
            long from = TrafficDeltas.firstAccount(range);
            long to = TrafficDeltas.firstAccount(range + 1);
            known = new PriceBook(
                    prices.directories.load(from, to),
                    prices.catalog,
                    prices.rateIds,
                    stores.counters.load(prices.countersFrom, from, to));
            book = known;
            bookRange = range;
        }
        return known;
    }

    private void rate(RangeDay of, PriceBook range) {
        int batch = stores.writer.nextBatch();
        stores.jdbc
                .sql("select pg_advisory_xact_lock(hashtext('rate-traffic'), ?)")
                .param(of.range())
                .query((row, number) -> number)
                .list();
        TrafficPricing pricing = new TrafficPricing(range, prices.zones, of.day());
        stores.deltas.take(of, pricing::add);
        stores.days.takeUnrated(of, pricing::add);
        stores.days.ofDay(of.day(), pricing.services()).forEach(pricing::ratedBefore);
        range.mark();
        pricing.price();
        ChargeBlock charges = pricing.charges();
        if (!stores.writer.write(charges, batch)) {
            throw new IllegalStateException(
                    "traffic of " + of.day() + " was charged before though it waited to be rated; nothing was charged");
        }
        stores.days.store(of.day(), pricing.days());
        stores.days.keepUnrated(of, pricing.unrated());
        CounterStore.Sums counted = new CounterStore.Sums();
        range.collect(counted);
        stores.counters.add(counted);
        count(pricing, charges);
        progress.advance(1);
    }

    private void count(TrafficPricing pricing, ChargeBlock charges) {
        days += pricing.days().size();
        for (int row = 0; row < charges.size(); row++) {
            bytes = Math.addExact(bytes, charges.quantity(row));
        }
        pricing.amountMicros().forEach((currency, micros) -> amountMicros.merge(currency, micros, Math::addExact));
        pricing.unrated()
                .forEach(unrated -> unratedBytes.merge(
                        unrated.reason() + " (" + unrated.detail() + ")", unrated.bytes(), Math::addExact));
    }

    private void tell() {
        if (days > 0) {
            progress.note("traffic rated: " + days + " days of services and classes, " + bytes + " bytes, amount "
                    + amountMicros.entrySet().stream()
                            .map(amount ->
                                    BigDecimal.valueOf(amount.getValue(), 6).toPlainString() + " " + amount.getKey())
                            .collect(Collectors.joining(", ")));
        }
        unratedBytes.forEach((reason, unrated) ->
                progress.note("WARNING " + unrated + " bytes of traffic have no price and wait: " + reason));
    }
}
