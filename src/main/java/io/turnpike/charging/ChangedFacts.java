package io.turnpike.charging;

import io.turnpike.catalog.DefinitionVersions;
import io.turnpike.catalog.DefinitionVersions.KeptVersion;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.time.DateRange;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes of what usage is priced by, made after it was priced: back-dated changes of plan, terminations, own prices, assignments of
 * numbers, and plan versions of a past day. The database notes the first kinds where they are written; plan versions are compared with
 * what was charged.
 */
@Component
class ChangedFacts {
    /** What is written on corrections. */
    static final String REASON = "changed back-dated";

    private final JdbcClient jdbc;
    private final DefinitionVersions versions;

    ChangedFacts(JdbcClient jdbc, DefinitionVersions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
    }

    /** What a run has to look at. */
    RerateScope seenBy(long run) {
        return new Noted(run);
    }

    /** As for a run, where there is none. */
    RerateScope seenNow() {
        return new Noted(-1);
    }

    /**
     * Notes the accounts with usage that an older version priced though a newer one was in force by then, in the running transaction. A
     * version is looked at once.
     */
    void noteVersions() {
        for (KeptVersion version : versions.notApplied()) {
            Instant from = version.validFrom()
                    .atStartOfDay(ZoneOffset.UTC)
                    .minusDays(1) // in whatever zone
                    .toInstant();
            Integer[] older = jdbc.sql("select rate_id from rate where plan = ? and valid_from < ?")
                    .params(version.plan(), version.validFrom())
                    .query(Integer.class)
                    .list()
                    .toArray(Integer[]::new);
            if (older.length > 0) {
                jdbc.sql("""
                                insert into changed_fact (account_id, from_day, owners_moved)
                                select account_id, :day, true
                                from (
                                  select account_id from usage_charge where usage_time >= :from and rate_id = any(:older)
                                  union
                                  select account_id from usage_correction where usage_time >= :from and rate_id = any(:older)) touched
                                """)
                        .param("day", version.validFrom())
                        .param("from", Timestamp.from(from))
                        .param("older", older)
                        .update();
            }
            versions.applied(version);
        }
    }

    /** What has been noted; for one thread. */
    private final class Noted implements RerateScope {
        private final long run;

        /** The changes that the last answer was made of; what is noted meanwhile stays for another time. */
        private final List<Long> seen = new ArrayList<>();

        Noted(long run) {
            this.run = run;
        }

        @Override
        public String reason() {
            return REASON;
        }

        @Override
        public boolean toMoveAny(long from, long to) {
            return any("not owners_moved", from, to);
        }

        @Override
        public boolean toPriceAny(long from, long to) {
            return any("owners_moved", from, to);
        }

        private boolean any(String which, long from, long to) {
            return jdbc.sql("select exists (select from changed_fact where account_id >= ? and account_id < ? and "
                            + which + ")")
                    .params(from, to)
                    .query(Boolean.class)
                    .single();
        }

        @Override
        public Map<Long, DateRange> toMove(ServiceDirectory directory, long from, long to) {
            return days(directory, "not owners_moved", from, to);
        }

        @Override
        public Map<Long, DateRange> toPrice(ServiceDirectory directory, long from, long to) {
            return days(directory, "owners_moved", from, to);
        }

        private Map<Long, DateRange> days(ServiceDirectory directory, String which, long from, long to) {
            Map<Long, DateRange> days = new TreeMap<>();
            seen.clear();
            jdbc.sql("""
                            select f.account_id, f.from_day, last.usage_time, f.changes
                            from (
                              select account_id, min(from_day) as from_day, array_agg(change_id) as changes
                              from changed_fact
                              where account_id >= ?
                                and account_id < ?
                                and %s
                              group by account_id) f
                            left join lateral (
                              select usage_time
                              from usage_charge u
                              where u.account_id = f.account_id
                              order by usage_time desc
                              limit 1) last on true
                            """.formatted(which)).params(from, to).query(row -> {
                long account = row.getLong(1);
                LocalDate first = row.getObject(2, LocalDate.class);
                Timestamp last = row.getTimestamp(3);
                seen.addAll(List.of((Long[]) row.getArray(4).getArray()));
                if (last != null) {
                    ZoneId zone =
                            directory.operatorOf(directory.account(account)).zone();
                    LocalDate lastDay = LocalDate.ofInstant(last.toInstant(), zone);
                    if (!lastDay.isBefore(first)) {
                        days.put(account, new DateRange(first, lastDay.plusDays(1)));
                    }
                }
            });
            return days;
        }

        @Override
        public void moved() {
            jdbc.sql("update changed_fact set owners_moved = true where change_id = any(?)")
                    .param(seen.toArray(Long[]::new))
                    .update();
        }

        /** While another run works, which may go by the facts of before, they are looked at once more. */
        @Override
        public void priced() {
            jdbc.sql("""
                            delete from changed_fact
                            where change_id = any(?)
                              and not exists (
                                select
                                from run
                                where state = 'running'
                                  and lease_until > now()
                                  and run_id <> ?)
                            """).params(seen.toArray(Long[]::new), run).update();
        }
    }
}
