package io.turnpike.charging;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was charged for usage, with every correction: the other side of the comparison that explaining makes. */
@Component
class ChargedAmounts {
    private final JdbcClient jdbc;

    ChargedAmounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The natural key of a usage charge. */
    record Key(Instant usageTime, UUID dedupeKey) {}

    /**
     * What stands for one charge.
     *
     * @param first at collecting, in micro-units
     * @param covered units from allowances, by the latest revision
     * @param amountMicros by the latest revision
     */
    record Charged(long first, long covered, long amountMicros, List<ExplainedUsage.Revision> revisions) {
        boolean corrected() {
            return !revisions.isEmpty();
        }
    }

    /** All charges with usage in {@code [from, to)} that are or were an account's. */
    Map<Key, Charged> ofAccount(long account, Instant from, Instant to) {
        Map<Key, Charged> charged = new HashMap<>();
        jdbc.sql("""
                        select usage_time, dedupe_key, covered, amount_micros
                        from usage_charge
                        where account_id = :account
                          and usage_time >= :from
                          and usage_time < :to
                        union all
                        select c.usage_time, c.dedupe_key, c.covered, c.amount_micros
                        from (
                          select distinct usage_time, dedupe_key
                          from usage_correction
                          where account_id = :account
                            and usage_time >= :from
                            and usage_time < :to) corrected
                        join usage_charge c using (usage_time, dedupe_key)
                        where c.account_id <> :account
                        """)
                .param("account", account)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(row -> {
                    charged.put(
                            new Key(row.getTimestamp(1).toInstant(), row.getObject(2, UUID.class)),
                            new Charged(row.getLong(4), row.getLong(3), row.getLong(4), List.of()));
                });
        jdbc.sql("""
                        select usage_time, dedupe_key, revision, old_amount_micros, amount_micros, covered, reason, corrected_at
                        from usage_correction
                        where (usage_time, dedupe_key) in (
                          select usage_time, dedupe_key
                          from usage_correction
                          where account_id = :account
                            and usage_time >= :from
                            and usage_time < :to)
                        order by usage_time, dedupe_key, revision
                        """)
                .param("account", account)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(row -> {
                    ExplainedUsage.Revision revision = new ExplainedUsage.Revision(
                            row.getInt(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getString(7),
                            row.getTimestamp(8).toInstant());
                    long covered = row.getLong(6);
                    charged.computeIfPresent(
                            new Key(row.getTimestamp(1).toInstant(), row.getObject(2, UUID.class)), (key, before) -> {
                                List<ExplainedUsage.Revision> revisions = new ArrayList<>(before.revisions);
                                revisions.add(revision);
                                return new Charged(
                                        before.first, covered, revision.afterMicros(), List.copyOf(revisions));
                            });
                });
        return charged;
    }
}
