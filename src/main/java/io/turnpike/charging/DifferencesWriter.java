package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.TrafficDeltas;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Writes differences in the running transaction: nothing that was charged is changed, all that is different is added. */
@Component
class DifferencesWriter {
    private final Corrections corrections;
    private final ChargeWriter writer;
    private final TrafficDays days;
    private final RateIds rates;

    DifferencesWriter(Corrections corrections, ChargeWriter writer, TrafficDays days, RateIds rates) {
        this.corrections = corrections;
        this.writer = writer;
        this.days = days;
        this.rates = rates;
    }

    void write(Differences differences, AccountRepricing.Zones zones, int batch) {
        corrections.write(differences.corrections(), batch);
        if (!differences.traffic().isEmpty() && !writer.writeSettled(block(differences, zones.get()), batch)) {
            throw new IllegalStateException(
                    "another process charged the same traffic at this moment; nothing was written, restart the run");
        }
        TreeMap<LocalDate, List<TrafficDays.Day>> byDay = new TreeMap<>();
        differences
                .days()
                .forEach(day -> byDay.computeIfAbsent(day.day(), key -> new ArrayList<>())
                        .add(day));
        byDay.forEach(days::store);
        for (Differences.Refused refused : differences.refused()) {
            days.addUnrated(
                    new TrafficDeltas.RangeDay(TrafficDeltas.rangeOf(refused.account()), refused.day()),
                    refused.traffic());
        }
    }

    private ChargeBlock block(Differences differences, TrafficZones zones) {
        ChargeBlock block = new ChargeBlock();
        DedupeHash hash = new DedupeHash("traffic");
        for (Differences.TrafficCharge charge : differences.traffic()) {
            TrafficDays.Day day = charge.day();
            Direction direction = zones.direction(day.trafficClass());
            hash.of(day.serviceId() + " " + zones.word(day.trafficClass()) + " " + day.day() + " " + day.revision()
                    + " anew " + charge.rate());
            block.add(
                    new ChargeBlock.Row(
                            charge.startEpochSecond(),
                            charge.account(),
                            day.serviceId(),
                            charge.quantity(),
                            charge.covered(),
                            charge.amountMicros(),
                            ChargeBlock.MANY_FILES,
                            0,
                            rates.of(charge.rate()),
                            UsageKind.INTERNET.code(),
                            (direction == Direction.OUTGOING ? ChargeBlock.OUTGOING : 0)
                                    | (charge.isProvisional() ? ChargeBlock.PROVISIONAL : 0),
                            zones.zone(day.trafficClass()),
                            ""),
                    hash);
        }
        return block;
    }
}
