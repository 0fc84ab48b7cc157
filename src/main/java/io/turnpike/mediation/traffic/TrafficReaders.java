package io.turnpike.mediation.traffic;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.mediation.calls.ReaderFile;
import io.turnpike.mediation.calls.Readers;
import io.turnpike.mediation.flows.FlowFormat;
import io.turnpike.mediation.flows.TrafficZones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The definitions of traffic: readers of flows, and the zones traffic is exchanged with. */
@Component
public class TrafficReaders {
    private final Definitions definitions;
    private final JdbcClient jdbc;
    private final TransactionTemplate own;

    TrafficReaders(Definitions definitions, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.definitions = definitions;
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * The readers of flows by name.
     *
     * @param asked a reader somebody asked for, which must be one of calls or of flows; empty for none
     */
    Map<String, FlowFormat> formats(String asked) {
        Problems problems = new Problems();
        Map<String, FlowFormat> formats = new TreeMap<>();
        try {
            Map<String, ReaderFile> readers = new TreeMap<>();
            Readers.files(definitions.root().resolve("readers"), problems)
                    .forEach(reader -> readers.put(reader.name(), reader));
            if (!asked.isEmpty() && !readers.containsKey(asked)) {
                throw new Parameters.BadParameter(
                        "--format: no reader '" + asked + "': " + Suggestion.remedy(asked, readers.keySet()));
            }
            for (ReaderFile reader : readers.values()) {
                if (reader.kind().equals("flows")) {
                    FlowFormat.read(reader.file(), problems).ifPresent(format -> formats.put(reader.name(), format));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the readers", e);
        }
        problems.throwIfAny();
        return formats;
    }

    /** The zones as they are written, after it is sure that stored sums mean the same by their numbers. */
    public TrafficZones zones() {
        Problems problems = new Problems();
        try {
            SourceFile file = SourceFile.read(
                    definitions.root(), definitions.root().resolve("rating-rules/common/traffic-zones.yaml"));
            TrafficZones zones = TrafficZones.read(file, problems).orElse(null);
            problems.throwIfAny();
            if (zones == null) {
                throw new IllegalStateException("traffic-zones.yaml gave neither zones nor problems");
            }
            own.executeWithoutResult(status -> number(zones));
            return zones;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read rating-rules/common/traffic-zones.yaml", e);
        }
    }

    private void number(TrafficZones zones) {
        for (int zone = 0; zone < zones.classes() / 2; zone++) {
            String name = zones.zone(zone * 2);
            jdbc.sql("insert into traffic_zone (zone, name) values (?, ?) on conflict do nothing")
                    .params(zone, name)
                    .update();
            boolean same = jdbc.sql("select count(*) from traffic_zone where zone = ? and name = ?")
                            .params(zone, name)
                            .query(Long.class)
                            .single()
                    == 1;
            if (!same) {
                throw new IllegalStateException("rating-rules/common/traffic-zones.yaml: zone '" + name
                        + "' stands in place " + (zone + 1)
                        + ", but stored traffic knows another zone by this place, or this zone by another;"
                        + " keep the order of zones and add new ones at the end");
            }
        }
        long known =
                jdbc.sql("select count(*) from traffic_zone").query(Long.class).single();
        if (known > zones.classes() / 2) {
            throw new IllegalStateException("rating-rules/common/traffic-zones.yaml holds " + zones.classes() / 2
                    + " zones, but there is stored traffic of " + known
                    + "; put the missing back, a zone may have no addresses");
        }
    }
}
