package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.OperatorHours;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.HourBytes;
import io.turnpike.rating.Rating;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Prices one day's traffic of a range of accounts, hour by hour in the order of time, and sums the prices to one charge per service,
 * class and rate.
 *
 * <p>An hour whose first part was rated before is priced as a whole, and charged with the difference: so it costs the same in
 * whatever pieces it came. Where the price depends on a counter, the later part is priced alone and the charge is provisional:
 * settling finds the final price.
 */
final class TrafficPricing {
    /** Before this no traffic of ours was measured: 2000-01-01. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private final PriceBook prices;
    private final TrafficZones zones;
    private final LocalDate day;
    /** Epoch seconds in which the hours of the day begin. */
    private final Map<ZoneId, long[]> begins = new HashMap<>();

    private final Map<Key, Entry> entries = new TreeMap<>();
    private final Map<ChargeKey, Charge> charges = new LinkedHashMap<>();
    private final Map<String, Long> amountMicros = new TreeMap<>();

    TrafficPricing(PriceBook prices, TrafficZones zones, LocalDate day) {
        this.prices = prices;
        this.zones = zones;
        this.day = day;
    }

    private record Key(long serviceId, int trafficClass) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int first = Long.compare(serviceId, other.serviceId);
            return first != 0 ? first : Integer.compare(trafficClass, other.trafficClass);
        }
    }

    /** The traffic of a service and class. */
    private static final class Entry {
        private final Key key;
        private final int service;
        private final long[] added = new long[HourBytes.MOST_HOURS];
        private final Map<String, TrafficDays.Unrated> unrated = new TreeMap<>();
        private long[] rated = new long[HourBytes.MOST_HOURS];
        private boolean changed;
        private int revision;
        private int fileId;

        Entry(Key key, int service) {
            this.key = key;
            this.service = service;
        }
    }

    private record ChargeKey(Key key, int rateId, boolean later) {}

    /** A charge that is summed up. */
    private static final class Charge {
        private final Entry entry;
        private final String rate;
        private final boolean later;
        private final long startEpochSecond;
        private long quantity;
        private long covered;
        private long amountMicros;
        private boolean provisional;

        Charge(Entry entry, String rate, boolean later, long startEpochSecond) {
            this.entry = entry;
            this.rate = rate;
            this.later = later;
            this.startEpochSecond = startEpochSecond;
        }
    }

    /** The price of an hour's traffic. */
    private record HourPrice(Rating.Rated rating, long covered, long amountMicros, boolean later) {}

    /** Takes traffic that was not rated yet. */
    void add(long serviceId, int trafficClass, int fileId, long[] hours) {
        Key key = new Key(serviceId, trafficClass);
        Entry entry = entries.get(key);
        if (entry == null) {
            int service = prices.directory().service(serviceId);
            if (service == ServiceDirectory.NONE) {
                throw new IllegalStateException("there is traffic of service " + serviceId + ", which is not known");
            }
            entry = new Entry(key, service);
            entries.put(key, entry);
        }
        for (int hour = 0; hour < hours.length; hour++) {
            entry.added[hour] = Math.addExact(entry.added[hour], hours[hour]);
        }
        entry.fileId = Math.max(entry.fileId, fileId);
    }

    /** The services that have traffic to be rated. */
    Set<Long> services() {
        Set<Long> services = new TreeSet<>();
        entries.keySet().forEach(key -> services.add(key.serviceId));
        return services;
    }

    /** Tells what was rated of the day before. */
    void ratedBefore(TrafficDays.Day before) {
        Entry entry = entries.get(new Key(before.serviceId(), before.trafficClass()));
        if (entry != null) {
            entry.rated = before.hours().clone();
            entry.revision = before.revision();
            entry.fileId = Math.max(entry.fileId, before.fileId());
        }
    }

    /** Prices all of it, account by account in the order of time: what services of an account share is used up in that order. */
    void price() {
        List<Entry> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparingInt(
                entry -> prices.directory().accountOf(entry.service))); // stable: by service and class within
        int from = 0;
        while (from < ordered.size()) {
            int account = prices.directory().accountOf(ordered.get(from).service);
            int to = from;
            while (to < ordered.size() && prices.directory().accountOf(ordered.get(to).service) == account) {
                to++;
            }
            for (int hour = 0; hour < HourBytes.MOST_HOURS; hour++) {
                for (Entry entry : ordered.subList(from, to)) {
                    if (entry.added[hour] > 0) {
                        price(entry, hour);
                    }
                }
            }
            from = to;
        }
    }

    private void price(Entry entry, int hour) {
        ZoneId zone = prices.directory()
                .operatorOf(prices.directory().accountOf(entry.service))
                .zone();
        long start = begins.computeIfAbsent(zone, this::begins)[hour];
        if (day.isBefore(FIRST_DAY)) {
            refuse(entry, hour, "time-out-of-range", "the day is before 2000: the exporter's clock was wrong");
            return;
        }
        Rating rating = prices.rate(event(entry, start, entry.added[hour], entry.rated[hour] > 0), entry.service);
        if (rating instanceof Rating.Unrated unrated) {
            refuse(entry, hour, unrated.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), unrated.detail());
            return;
        }
        Rating.Rated rated = (Rating.Rated) rating;
        if (!rated.amount().currency().equals(prices.currencyOf(entry.service))) {
            prices.unrate(rated, entry.service);
            refuse(
                    entry,
                    hour,
                    "wrong-currency",
                    "the plan is in " + rated.amount().currency() + ", the operator bills in "
                            + prices.currencyOf(entry.service));
            return;
        }
        HourPrice price = entry.rated[hour] > 0 && !rated.provisional()
                ? difference(entry, hour, start, rated)
                : new HourPrice(rated, rated.coveredUnits(), rated.amount().micros(), entry.rated[hour] > 0);
        charge(entry, hour, start, price);
    }

    private long[] begins(ZoneId zone) {
        OperatorHours hours = new OperatorHours(zone);
        return IntStream.range(0, HourBytes.MOST_HOURS)
                .mapToLong(hour -> hours.beginOf(day, hour))
                .toArray();
    }

    /** The price of the whole hour without that of the part rated before; counters come to hold the whole hour once. */
    private HourPrice difference(Entry entry, int hour, long start, Rating.Rated alone) {
        prices.unrate(alone, entry.service);
        Rating before = prices.rate(event(entry, start, entry.rated[hour], false), entry.service);
        if (before instanceof Rating.Rated part) {
            prices.unrate(part, entry.service);
            prices.unrate(part, entry.service);
            long whole = Math.addExact(entry.rated[hour], entry.added[hour]);
            if (prices.rate(event(entry, start, whole, false), entry.service) instanceof Rating.Rated all) {
                return new HourPrice(
                        all,
                        all.coveredUnits() - part.coveredUnits(),
                        Math.subtractExact(all.amount().micros(), part.amount().micros()),
                        true);
            }
        }
        throw new IllegalStateException("an hour of traffic has a price as a part and none as a whole: service "
                + entry.key.serviceId + ", " + zones.word(entry.key.trafficClass) + ", " + day);
    }

    private UsageEvent event(Entry entry, long start, long bytes, boolean continuation) {
        return new UsageEvent(
                UsageKind.INTERNET,
                zones.direction(entry.key.trafficClass),
                IdentifierKind.ADDRESS,
                "",
                zones.zone(entry.key.trafficClass),
                start,
                bytes,
                continuation,
                "");
    }

    private void charge(Entry entry, int hour, long start, HourPrice price) {
        int rateId = prices.rateId(price.rating.rate());
        Charge charge = charges.computeIfAbsent(
                new ChargeKey(entry.key, rateId, price.later),
                key -> new Charge(entry, price.rating.rate().toString(), price.later, start));
        charge.quantity = Math.addExact(charge.quantity, entry.added[hour]);
        charge.covered = Math.addExact(charge.covered, price.covered);
        charge.amountMicros = Math.addExact(charge.amountMicros, price.amountMicros);
        charge.provisional |= price.rating.provisional();
        amountMicros.merge(prices.currencyOf(entry.service).getCurrencyCode(), price.amountMicros, Math::addExact);
        entry.rated[hour] = Math.addExact(entry.rated[hour], entry.added[hour]);
        entry.changed = true;
    }

    private static void refuse(Entry entry, int hour, String reason, String detail) {
        entry.unrated.computeIfAbsent(
                                reason,
                                key -> new TrafficDays.Unrated(
                                        entry.key.serviceId,
                                        entry.key.trafficClass,
                                        reason,
                                        detail,
                                        entry.fileId,
                                        new long[HourBytes.MOST_HOURS]))
                        .hours()[hour] =
                entry.added[hour];
    }

    /** The charges, one a service, class and rate; an hour's later part stands apart from first parts. */
    ChargeBlock charges() {
        ChargeBlock block = new ChargeBlock();
        DedupeHash hash = new DedupeHash("traffic");
        charges.forEach((key, charge) -> {
            Entry entry = charge.entry;
            int trafficClass = entry.key.trafficClass;
            hash.of(entry.key.serviceId + " " + zones.word(trafficClass) + " " + day + " " + (entry.revision + 1) + " "
                    + (charge.later ? "later " : "first ") + charge.rate);
            int flags = (zones.direction(trafficClass) == Direction.OUTGOING ? ChargeBlock.OUTGOING : 0)
                    | (charge.later ? ChargeBlock.CONTINUATION : 0)
                    | (charge.provisional ? ChargeBlock.PROVISIONAL : 0);
            block.add(
                    new ChargeBlock.Row(
                            charge.startEpochSecond,
                            prices.directory().accountId(prices.directory().accountOf(entry.service)),
                            entry.key.serviceId,
                            charge.quantity,
                            charge.covered,
                            charge.amountMicros,
                            ChargeBlock.MANY_FILES,
                            0,
                            key.rateId,
                            UsageKind.INTERNET.code(),
                            flags,
                            zones.zone(trafficClass),
                            ""),
                    hash);
        });
        return block;
    }

    /** The days as they stand now, of what was charged. */
    List<TrafficDays.Day> days() {
        List<TrafficDays.Day> days = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.changed) {
                days.add(new TrafficDays.Day(
                        entry.key.serviceId,
                        entry.key.trafficClass,
                        day,
                        entry.revision + 1,
                        entry.fileId,
                        entry.rated));
            }
        }
        return days;
    }

    /** What has no price. */
    List<TrafficDays.Unrated> unrated() {
        List<TrafficDays.Unrated> unrated = new ArrayList<>();
        entries.values().forEach(entry -> unrated.addAll(entry.unrated.values()));
        return unrated;
    }

    /** The price of all charges by currency, in millionths of its major unit. */
    Map<String, Long> amountMicros() {
        return amountMicros;
    }
}
