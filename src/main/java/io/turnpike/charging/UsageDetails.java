package io.turnpike.charging;

import io.turnpike.usage.UsageKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Single calls, messages and events as they were charged, for lists of them; traffic by the hour is left out. */
@Component
public class UsageDetails {
    private final JdbcClient jdbc;

    UsageDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The charges a bill took of an account: usage before {@code until} of batches up to {@code cutoff}, without what an earlier bill took.
     *
     * @param bill what the caller knows the bill by
     * @param previousUntil null when nothing was taken before
     * @param previousCutoff null when nothing was taken before
     */
    public record Taking(
            long bill,
            long accountId,
            Instant until,
            int cutoff,
            @Nullable Instant previousUntil,
            @Nullable Integer previousCutoff) {}

    /**
     * One charge with its corrections summed up.
     *
     * @param path node of the tariff it was priced at
     * @param isTimed whether the quantity is seconds
     * @param quantity seconds of a call; events of others
     * @param amountMicros what was taken for it, in micro-units; a difference where only a correction was taken
     */
    public record Detail(
            long bill,
            long serviceId,
            Instant at,
            boolean isTimed,
            String party,
            String path,
            long quantity,
            long amountMicros) {}

    /** The charges of many takings, by bill, time and record. */
    @Transactional(readOnly = true)
    public List<Detail> of(List<Taking> takings) {
        return jdbc.sql("""
                        with taking as (
                          select t.*,
                            case when t.previous_until is null then '-infinity' else least(t.previous_until, reach.oldest) end
                              as since
                          from unnest(?::bigint[], ?::bigint[], ?::text[]::timestamptz[], ?::integer[], ?::text[]::timestamptz[],
                            ?::integer[]) as t (bill, account_id, until, cutoff, previous_until, previous_cutoff)
                          left join lateral (
                            select min(b.oldest_usage) as oldest
                            from charge_batch b
                            where b.batch_id > t.previous_cutoff
                              and b.batch_id <= t.cutoff) reach on true)
                        select t.bill, d.service_id, d.usage_time, d.kind, min(d.party) as party,
                          (array_agg(d.path order by d.batch_id desc, d.revision desc))[1] as path, max(d.quantity) as quantity,
                          sum(d.amount_micros)::bigint as amount_micros
                        from taking t
                        cross join lateral (
                          select c.service_id, c.usage_time, c.dedupe_key, c.kind, c.party, r.path, c.quantity, c.amount_micros,
                            c.batch_id, 0 as revision
                          from usage_charge c
                          join rate r on r.rate_id = c.rate_id
                          where c.account_id = t.account_id
                            and c.usage_time >= t.since
                            and c.usage_time < t.until
                            and c.kind <> ?
                          union all
                          select x.service_id, x.usage_time, x.dedupe_key, x.kind, c.party, r.path, x.quantity,
                            x.amount_micros - x.old_amount_micros, x.batch_id, x.revision
                          from usage_correction x
                          join usage_charge c on c.usage_time = x.usage_time and c.dedupe_key = x.dedupe_key
                          join rate r on r.rate_id = coalesce(x.rate_id, x.old_rate_id)
                          where x.account_id = t.account_id
                            and x.usage_time >= t.since
                            and x.usage_time < t.until
                            and x.kind <> ?) d
                        where d.batch_id <= t.cutoff
                          and (t.previous_until is null
                            or d.usage_time >= t.previous_until
                            or d.batch_id > t.previous_cutoff)
                        group by t.bill, d.service_id, d.usage_time, d.dedupe_key, d.kind
                        order by t.bill, d.usage_time, d.dedupe_key
                        """)
                .params(
                        column(takings, Taking::bill, Long[]::new),
                        column(takings, Taking::accountId, Long[]::new),
                        column(takings, taking -> taking.until().toString(), String[]::new),
                        column(takings, Taking::cutoff, Integer[]::new),
                        column(takings, taking -> text(taking.previousUntil()), String[]::new),
                        column(takings, Taking::previousCutoff, Integer[]::new),
                        UsageKind.INTERNET.code(),
                        UsageKind.INTERNET.code())
                .query((row, number) -> detail(row))
                .list();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static <T> @Nullable T[] column(
            List<Taking> takings,
            Function<Taking, @Nullable T> value,
            java.util.function.IntFunction<@Nullable T[]> array) {
        return takings.stream().map(value).toArray(array);
    }

    private static Detail detail(ResultSet row) throws SQLException {
        return new Detail(
                row.getLong("bill"),
                row.getLong("service_id"),
                row.getTimestamp("usage_time").toInstant(),
                UsageKind.of(row.getInt("kind")).unit() == UsageKind.Unit.SECOND,
                row.getString("party"),
                row.getString("path"),
                row.getLong("quantity"),
                row.getLong("amount_micros"));
    }
}
