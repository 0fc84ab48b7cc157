package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import io.turnpike.charging.ChargedAmounts.Charged;
import io.turnpike.mediation.flows.OperatorHours;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.TrafficReaders;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Computes a day's traffic anew from its hours. Hours that came in several parts were charged by differences, so that charges of one
 * rate are compared by their sum.
 */
@Component
class TrafficReplay {
    private final TrafficDays days;
    private final TrafficReaders readers;
    private final RateIds rateIds;

    TrafficReplay(TrafficDays days, TrafficReaders readers, RateIds rateIds) {
        this.days = days;
        this.readers = readers;
        this.rateIds = rateIds;
    }

    private record DayKey(long serviceId, LocalDate day, String party, String direction) {}

    /** Traffic charges by service, day of the operator, zone and direction. */
    static Collection<List<RecordedUsage>> days(List<RecordedUsage> traffic, ZoneId zone) {
        Map<DayKey, List<RecordedUsage>> byDay = new LinkedHashMap<>();
        for (RecordedUsage usage : traffic) {
            DayKey key = new DayKey(
                    usage.serviceId(),
                    LocalDate.ofInstant(usage.usageTime(), zone),
                    usage.event().party(),
                    usage.event().direction().word());
            byDay.computeIfAbsent(key, it -> new ArrayList<>()).add(usage);
        }
        return byDay.values();
    }

    /** Figures for all charges of one day, service, zone and direction. */
    List<UsageFigures> figures(
            PriceBook prices,
            List<RecordedUsage> charges,
            Map<ChargedAmounts.Key, Charged> charged,
            @org.jspecify.annotations.Nullable LocalDate through) {
        RecordedUsage first = charges.get(0);
        int service = prices.directory().service(first.serviceId());
        ZoneId zone = prices.directory()
                .operatorOf(prices.directory().accountOf(service))
                .zone();
        Map<String, List<ExplainedUsage.Priced>> byRate =
                priced(prices.context(service), first, LocalDate.ofInstant(first.usageTime(), zone), zone);
        Map<Integer, List<RecordedUsage>> byRateId = new LinkedHashMap<>();
        charges.forEach(usage -> byRateId.computeIfAbsent(usage.rateId(), key -> new ArrayList<>())
                .add(usage));
        List<UsageFigures> figures = new ArrayList<>();
        byRateId.forEach((rateId, together) -> {
            List<ExplainedUsage.Priced> hours = byRate.getOrDefault(name(rateId), List.of());
            long stored = together.stream()
                    .mapToLong(usage -> UsageReplay.charged(charged, usage).amountMicros())
                    .sum();
            List<ChargeId> ids =
                    together.stream().<ChargeId>map(RecordedUsage::id).toList();
            for (RecordedUsage usage : together) {
                figures.add(new UsageFigures(
                        usage,
                        hours,
                        List.of(),
                        sum(hours),
                        0,
                        stored,
                        UsageReplay.charged(charged, usage),
                        ids,
                        through));
            }
        });
        return figures;
    }

    /** The last file that added to the day's traffic that a charge was made of; {@link ChargeBlock#MANY_FILES} where it is not known. */
    int lastFile(RecordedUsage charge, ZoneId zone) {
        TrafficZones zones = readers.zones();
        return days.ofDay(LocalDate.ofInstant(charge.usageTime(), zone), List.of(charge.serviceId())).stream()
                .filter(day -> isOf(day, charge, zones))
                .mapToInt(TrafficDays.Day::fileId)
                .max()
                .orElse(ChargeBlock.MANY_FILES);
    }

    private static boolean isOf(TrafficDays.Day day, RecordedUsage charge, TrafficZones zones) {
        return zones.zone(day.trafficClass()).equals(charge.event().party())
                && zones.direction(day.trafficClass()) == charge.event().direction();
    }

    private static long sum(List<ExplainedUsage.Priced> hours) {
        return hours.stream()
                .map(hour -> hour.explanation().rating())
                .filter(Rating.Rated.class::isInstance)
                .mapToLong(rating -> ((Rating.Rated) rating).amount().micros())
                .sum();
    }

    /** As {@code RateRef} prints itself. */
    private String name(int rateId) {
        return rateIds.find(rateId)
                .map(rate -> rate.plan() + " " + rate.validFrom() + ": " + rate.path())
                .orElse("");
    }

    private Map<String, List<ExplainedUsage.Priced>> priced(
            RatingContext context, RecordedUsage of, LocalDate day, ZoneId zone) {
        Map<String, List<ExplainedUsage.Priced>> byRate = new HashMap<>();
        TrafficZones zones = readers.zones();
        Rater rater = new Rater();
        OperatorHours clock = new OperatorHours(zone);
        for (TrafficDays.Day known : days.ofDay(day, List.of(of.serviceId()))) {
            boolean same = isOf(known, of, zones);
            for (int hour = 0; same && hour < known.hours().length; hour++) {
                long bytes = known.hours()[hour];
                if (bytes > 0) {
                    UsageEvent event = event(of, clock.beginOf(day, hour), bytes);
                    Explanation explanation = rater.explain(event, context);
                    String rate = explanation.rating() instanceof Rating.Rated rated
                            ? rated.rate().toString()
                            : "";
                    byRate.computeIfAbsent(rate, key -> new ArrayList<>())
                            .add(new ExplainedUsage.Priced(
                                    Instant.ofEpochSecond(event.startEpochSecond()), bytes, explanation));
                }
            }
        }
        return byRate;
    }

    private static UsageEvent event(RecordedUsage of, long start, long bytes) {
        return new UsageEvent(
                UsageKind.INTERNET,
                of.event().direction(),
                IdentifierKind.ADDRESS,
                "",
                of.event().party(),
                start,
                bytes,
                false,
                "");
    }
}
