package io.turnpike.charging;

import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Usage as it was charged and corrected, so that it can be priced again. */
@Component
class PricedUsages {
    private final JdbcClient jdbc;

    PricedUsages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All usage in {@code [from, to)} that is charged to an account now, in the total order: start, then duplicate key. */
    List<PricedUsage> ofAccount(long account, Instant from, Instant to) {
        return jdbc.sql("""
                        select c.usage_time, c.dedupe_key, coalesce(r.account_id, c.account_id) as account_id,
                            coalesce(r.service_id, c.service_id) as service_id, c.kind, c.flags, c.party, c.owner, c.quantity,
                            c.line_number, case when r.revision is null then c.rate_id else r.rate_id end as rate_id,
                            coalesce(r.covered, c.covered) as covered, coalesce(r.amount_micros, c.amount_micros) as amount_micros,
                            coalesce(r.revision, 0) as revision, r.unpriced
                        from (
                            select usage_time, dedupe_key, account_id, service_id, kind, flags, party, owner, quantity,
                                line_number, rate_id, covered, amount_micros
                            from usage_charge
                            where account_id = :account
                              and usage_time >= :from
                              and usage_time < :to
                            union all
                            select u.usage_time, u.dedupe_key, u.account_id, u.service_id, u.kind, u.flags, u.party, u.owner,
                                u.quantity, u.line_number, u.rate_id, u.covered, u.amount_micros
                            from (
                                select distinct usage_time, dedupe_key
                                from usage_correction
                                where account_id = :account
                                  and usage_time >= :from
                                  and usage_time < :to) m
                            join usage_charge u on u.usage_time = m.usage_time and u.dedupe_key = m.dedupe_key
                            where u.account_id <> :account) c
                        left join lateral (
                            select u.account_id, u.service_id, u.rate_id, u.covered, u.amount_micros, u.revision, u.unpriced
                            from usage_correction u
                            where u.usage_time = c.usage_time
                              and u.dedupe_key = c.dedupe_key
                            order by u.revision desc
                            limit 1) r on true
                        where coalesce(r.account_id, c.account_id) = :account
                        order by c.usage_time, c.dedupe_key
                        """)
                .param("account", account)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, number) -> read(row))
                .list();
    }

    private static PricedUsage read(ResultSet row) throws SQLException {
        return new PricedUsage(
                row.getTimestamp("usage_time").toInstant(),
                row.getObject("dedupe_key", UUID.class),
                row.getLong("account_id"),
                row.getLong("service_id"),
                event(row),
                row.getInt("flags"),
                row.getLong("line_number"),
                row.getObject("rate_id", Integer.class),
                row.getLong("covered"),
                row.getLong("amount_micros"),
                row.getInt("revision"),
                row.getString("unpriced"));
    }

    /** What was used, for pricing it again; its duplicate key is the stored one. */
    static UsageEvent event(ResultSet row) throws SQLException {
        int flags = row.getInt("flags");
        return new UsageEvent(
                UsageKind.of(row.getInt("kind")),
                (flags & ChargeBlock.OUTGOING) != 0 ? Direction.OUTGOING : Direction.INCOMING,
                ChargeBlock.ownerKind(flags),
                row.getString("owner"),
                row.getString("party"),
                row.getTimestamp("usage_time").toInstant().getEpochSecond(),
                row.getLong("quantity"),
                (flags & ChargeBlock.CONTINUATION) != 0,
                row.getObject("dedupe_key", UUID.class).toString());
    }
}
