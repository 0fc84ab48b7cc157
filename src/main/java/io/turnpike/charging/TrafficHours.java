package io.turnpike.charging;

import io.turnpike.mediation.flows.OperatorHours;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.HourBytes;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hours of rated traffic as events: each is priced, and rounded, once. Settling, rating again and explaining price the same
 * events in the same order.
 */
final class TrafficHours {
    private final TrafficZones zones;
    private final OperatorHours hours;

    TrafficHours(TrafficZones zones, ZoneId zone) {
        this.zones = zones;
        this.hours = new OperatorHours(zone);
    }

    /**
     * An hour with traffic.
     *
     * @param index the hour's place in its day
     */
    record Hour(int index, UsageEvent event) {}

    /** Traffic of a service, zone and direction on a day of its operator: what charges of traffic are made for. */
    record Key(long serviceId, String word, LocalDate day) {}

    /** The hours of a day that have traffic, in the order of time. */
    List<Hour> of(TrafficDays.Day day) {
        List<Hour> events = new ArrayList<>();
        String key = String.format(Locale.ROOT, "traffic %019d %05d", day.serviceId(), day.trafficClass());
        for (int hour = 0; hour < HourBytes.MOST_HOURS; hour++) {
            if (day.hours()[hour] > 0) {
                events.add(new Hour(hour, event(day, hour, key)));
            }
        }
        return events;
    }

    private UsageEvent event(TrafficDays.Day day, int hour, String key) {
        return new UsageEvent(
                UsageKind.INTERNET,
                zones.direction(day.trafficClass()),
                IdentifierKind.ADDRESS,
                "",
                zones.zone(day.trafficClass()),
                hours.beginOf(day.day(), hour),
                day.hours()[hour],
                false,
                key);
    }

    /** The begin of a day's first hour. */
    Instant begin(LocalDate day) {
        return Instant.ofEpochSecond(hours.beginOf(day, 0));
    }

    Key key(TrafficDays.Day day) {
        return new Key(day.serviceId(), zones.word(day.trafficClass()), day.day());
    }

    /** What a charge of traffic was made for, by the begin of its first hour. */
    Key key(long serviceId, Instant usageTime, UsageEvent event) {
        LocalDate day = hours.slotOf(hours.hourAt(usageTime)).day();
        return new Key(serviceId, event.direction().word() + "/" + event.party(), day);
    }
}
