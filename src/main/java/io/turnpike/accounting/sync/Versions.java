package io.turnpike.accounting.sync;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.database.CopyRows;
import io.turnpike.digests.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes what our records say now: a record that says something else than its latest version gets another one. */
@Component
class Versions {
    /** What they booked is not sent back to them. */
    private static final String SOURCE = "source";

    private final SyncMapper mapper;
    private final DataSource dataSource;
    private final Clock clock;

    Versions(SyncMapper mapper, DataSource dataSource, Clock clock) {
        this.mapper = mapper;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Until the transaction ends, nobody else changes what is known of this system. */
    @Transactional(propagation = Propagation.MANDATORY)
    void hold(String system) {
        mapper.holdSystem(system);
    }

    /** Whether a record came from the system itself. */
    static boolean bookedThere(SyncLine line, Facts facts) {
        return line.content() == Content.PAYMENTS && facts.value(SOURCE).equals(line.system());
    }

    /** Returns how many versions there are more. */
    @Transactional(propagation = Propagation.MANDATORY)
    long note(SyncLine line, List<Facts> records) {
        mapper.createNoted();
        try (CopyRows copy = CopyRows.into(dataSource, "sync_noted (key, day, sha256, facts)")) {
            for (Facts facts : records) {
                if (!bookedThere(line, facts)) {
                    String json = facts.json();
                    copy.row(4)
                            .putText(facts.key())
                            .putDate(facts.day())
                            .putBytes(Sha256.of(json))
                            .putText(json);
                }
            }
            copy.finish();
        }
        mapper.addRecords(line);
        long added = mapper.addVersions(line, now());
        mapper.emptyNoted();
        return added;
    }

    /** The latest versions of these records are what both sides have. */
    @Transactional(propagation = Propagation.MANDATORY)
    int agree(SyncLine line, List<String> keys) {
        String[] array = keys.toArray(String[]::new);
        mapper.acceptLatest(line, array, now());
        return mapper.agreeOnLatest(line, array);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
