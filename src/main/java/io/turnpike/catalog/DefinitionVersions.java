package io.turnpike.catalog;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The versions of plans that were in force here, with their SHA-256. A version that has priced something is released: from then on
 * its files, and those of the plans it extends, must stay as they are.
 */
@Component
public class DefinitionVersions {
    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final Clock clock;

    /** What this program has read and prices by. */
    private final Map<Version, String> read = new ConcurrentHashMap<>();

    private record Version(String plan, LocalDate validFrom) {}

    DefinitionVersions(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * A version as it is kept.
     *
     * @param releasedAt when it first priced something
     */
    public record KeptVersion(
            String plan, LocalDate validFrom, String sha256, Instant loadedAt, Optional<Instant> releasedAt) {}

    /** Keeps the versions of a catalogue; a released one whose files have changed becomes a problem. */
    public void keep(Catalog catalog, Problems problems) {
        own.executeWithoutResult(status -> {
            for (String plan : catalog.plans()) {
                for (PlanVersion version : catalog.versions(plan)) {
                    keep(version, problems);
                }
            }
        });
    }

    private void keep(PlanVersion version, Problems problems) {
        read.put(new Version(version.plan(), version.validFrom()), version.sha256());
        Optional<KeptVersion> known = find(version.plan(), version.validFrom());
        if (known.isPresent() && known.get().sha256().equals(version.sha256())) {
            return;
        }
        if (known.isPresent() && known.get().releasedAt().isPresent()) {
            String name = "rating-rules/" + version.plan() + "/" + version.validFrom() + ".yaml";
            problems.add(
                    Place.whole(new SourceFile(name, Path.of(name), version.text())),
                    "this version of the plan has priced usage since "
                            + known.get().releasedAt().get() + " and was changed after that (SHA-256 "
                            + known.get().sha256().substring(0, 12) + "… then, "
                            + version.sha256().substring(0, 12) + "… now)",
                    "restore the file, its tables, zones and the plans it extends, and write the change as a new"
                            + " <valid-from>.yaml, of a past day where it should have held since then, or as own prices of"
                            + " accounts; 'turnpike rerate' then corrects what was charged");
            return;
        }
        jdbc.sql("""
                        insert into definition_version (kind, name, valid_from, sha256, body, late_usage, loaded_at)
                        values ('plan', ?, ?, ?, ?, ?, ?)
                        on conflict (kind, name, valid_from)
                        do update set sha256 = excluded.sha256, body = excluded.body, late_usage = excluded.late_usage,
                          loaded_at = excluded.loaded_at, applied = false
                        where definition_version.released_at is null
                        """)
                .params(
                        version.plan(),
                        version.validFrom(),
                        version.sha256(),
                        version.text(),
                        version.lateUsage().word(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Releases a version that prices something, in the running transaction. A file that was changed and read by another command since
     * this one has read it must not stand for what this one charges: nothing is charged by two contents of one version.
     */
    void release(String plan, LocalDate validFrom) {
        jdbc.sql("""
                        update definition_version
                        set released_at = clock_timestamp()
                        where kind = 'plan' and name = ? and valid_from = ? and released_at is null
                        """).params(plan, validFrom).update();
        String mine = read.get(new Version(plan, validFrom));
        Optional<KeptVersion> kept = find(plan, validFrom);
        if (mine != null && kept.isPresent() && !kept.get().sha256().equals(mine)) {
            throw new IllegalStateException("rating-rules/" + plan + "/" + validFrom
                    + ".yaml, or what it extends, was changed and read by another command since this one began (SHA-256 "
                    + mine.substring(0, 12) + "… here, " + kept.get().sha256().substring(0, 12)
                    + "… there); nothing is charged by both: what was under way was undone, 'turnpike restart' goes on by the"
                    + " files as they are now");
        }
    }

    /** Versions of plans, kept since usage was last compared with those in force. */
    public List<KeptVersion> notApplied() {
        return kept("and not applied");
    }

    /** Usage of before has been compared with this version. */
    public void applied(KeptVersion version) {
        jdbc.sql(
                        "update definition_version set applied = true where kind = 'plan' and name = ? and valid_from = ? and sha256 = ?")
                .params(version.plan(), version.validFrom(), version.sha256())
                .update();
    }

    /** A kept version. */
    public Optional<KeptVersion> find(String plan, LocalDate validFrom) {
        return all().stream()
                .filter(kept -> kept.plan().equals(plan) && kept.validFrom().equals(validFrom))
                .findFirst();
    }

    /** All kept versions, by plan and date. */
    public List<KeptVersion> all() {
        return kept("");
    }

    private List<KeptVersion> kept(String which) {
        return jdbc.sql("""
                        select name, valid_from, sha256, loaded_at, released_at
                        from definition_version
                        where kind = 'plan'
                          %s
                        order by name, valid_from
                        """.formatted(which))
                .query((row, number) -> new KeptVersion(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant)))
                .list();
    }
}
