package io.turnpike.charging;

import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
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

/** Reads usage charges with their latest corrections. */
@Component
class PricedUsages {
    private final JdbcClient jdbc;

    PricedUsages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of an account's usage in {@code [from, to)}, in the total order: start, then duplicate key. */
    List<PricedUsage> ofAccount(long account, Instant from, Instant to) {
        return jdbc.sql("""
                        select c.usage_time, c.dedupe_key, c.account_id, c.service_id, c.kind, c.flags, c.party, c.quantity,
                            coalesce(r.rate_id, c.rate_id) as rate_id, coalesce(r.covered, c.covered) as covered,
                            coalesce(r.amount_micros, c.amount_micros) as amount_micros, coalesce(r.revision, 0) as revision
                        from usage_charge c
                        left join lateral (
                            select u.rate_id, u.covered, u.amount_micros, u.revision
                            from usage_correction u
                            where u.usage_time = c.usage_time
                              and u.dedupe_key = c.dedupe_key
                            order by u.revision desc
                            limit 1) r on true
                        where c.account_id = ?
                          and c.usage_time >= ?
                          and c.usage_time < ?
                        order by c.usage_time, c.dedupe_key
                        """)
                .params(account, Timestamp.from(from), Timestamp.from(to))
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
                row.getInt("rate_id"),
                row.getLong("covered"),
                row.getLong("amount_micros"),
                row.getInt("revision"));
    }

    /** What was used, for pricing it again; its duplicate key is the stored one. */
    static UsageEvent event(ResultSet row) throws SQLException {
        int flags = row.getInt("flags");
        return new UsageEvent(
                UsageKind.of(row.getInt("kind")),
                (flags & ChargeBlock.OUTGOING) != 0 ? Direction.OUTGOING : Direction.INCOMING,
                IdentifierKind.LOGIN,
                "",
                row.getString("party"),
                row.getTimestamp("usage_time").toInstant().getEpochSecond(),
                row.getLong("quantity"),
                (flags & ChargeBlock.CONTINUATION) != 0,
                row.getObject("dedupe_key", UUID.class).toString());
    }
}
