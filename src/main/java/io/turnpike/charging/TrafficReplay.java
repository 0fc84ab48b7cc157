package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.TrafficReaders;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the hours that an account's charges of traffic are computed anew from. */
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

    /** What traffic is to be priced by, and the charges that it is compared with. */
    ReplayedTraffic begin(PriceBook prices, ZoneId zone, List<RecordedUsage> asked) {
        return new ReplayedTraffic(prices, rateIds, new TrafficHours(readers.zones(), zone), asked);
    }

    /** The rated days of all services of an account. */
    List<TrafficDays.Day> rated(ServiceDirectory directory, int account, DateRange of) {
        List<Long> services = new ArrayList<>();
        for (int service : directory.servicesOf(account)) {
            services.add(directory.serviceId(service));
        }
        return days.ofServices(services, of.from(), of.to());
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
}
