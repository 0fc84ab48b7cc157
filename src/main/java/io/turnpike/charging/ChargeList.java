package io.turnpike.charging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists single charges with their IDs: of an account, or those that a line of a bill sums. */
@Component
public class ChargeList {
    private static final String LISTED = """
            select c.usage_time, c.dedupe_key, coalesce(latest.service_id, c.service_id) as service_id, c.quantity,
              r.path || ' ' || c.party as what, coalesce(latest.amount_micros, c.amount_micros) as micros
            """;

    private final JdbcClient jdbc;

    ChargeList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A charge as it is listed.
     *
     * @param what node of the rate and the other side, or the fee
     * @param from the start of usage; the first day of a fee, as an instant of its zone's midnight
     * @param micros with its corrections; of a line, what the line takes of it
     */
    public record Listed(ChargeId id, long serviceId, Instant from, String what, long quantity, long micros) {}

    /** The usage in {@code [from, to)} that is charged to an account now, at its corrected price, in the total order. */
    @Transactional(readOnly = true)
    public List<Listed> usage(long account, Instant from, Instant to, int most) {
        return jdbc.sql(RecordedUsages.LATEST + LISTED + """
                        from usage_charge c
                        join rate r on r.rate_id = c.rate_id
                        left join latest on latest.usage_time = c.usage_time and latest.dedupe_key = c.dedupe_key
                        where c.account_id = :account
                          and c.usage_time >= :from
                          and c.usage_time < :to
                          and (latest.account_id is null or latest.account_id = :account)
                        union all
                        """ + LISTED + """
                        from latest
                        join usage_charge c on c.usage_time = latest.usage_time and c.dedupe_key = latest.dedupe_key
                        join rate r on r.rate_id = c.rate_id
                        where latest.account_id = :account
                          and c.account_id <> :account
                        order by usage_time, dedupe_key
                        limit :most
                        """)
                .param("account", account)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", most)
                .query((row, number) -> listed(row))
                .list();
    }

    /** A fee charge as it is listed. */
    public record ListedFee(
            ChargeId id,
            long serviceId,
            String fee,
            LocalDate from,
            LocalDate to,
            int revision,
            long quantity,
            long micros) {}

    /** An account's fee charges whose days meet {@code [from, to)}, by service, fee, first day and revision. */
    @Transactional(readOnly = true)
    public List<ListedFee> fees(long account, LocalDate from, LocalDate to, int most) {
        return jdbc.sql("""
                        select fee_charge_id, service_id, fee, period_from, period_to, revision, quantity, amount_micros
                        from fee_charge
                        where account_id = ?
                          and period_to > ?
                          and period_from < ?
                        order by service_id, fee, period_from, revision
                        limit ?
                        """)
                .params(account, from, to, most)
                .query((row, number) -> new ListedFee(
                        new ChargeId.OfFee(row.getLong(1)),
                        row.getLong(2),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class),
                        row.getInt(6),
                        row.getLong(7),
                        row.getLong(8)))
                .list();
    }

    /**
     * The usage a line took: of a service and rate, before {@code until} of batches up to {@code cutoff}, without what an earlier bill
     * took.
     *
     * @param previousUntil null when nothing was taken before
     */
    public record Taking(
            long accountId,
            long serviceId,
            String path,
            String plan,
            Instant until,
            int cutoff,
            @Nullable Instant previousUntil,
            @Nullable Integer previousCutoff) {}

    /** The first month of which usage is kept; empty when there is none at all. */
    @Transactional(readOnly = true)
    public Optional<YearMonth> firstMonthKept() {
        return jdbc.sql("""
                        select right(min(c.relname), 6)
                        from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = 'usage_charge'::regclass
                        """)
                .query(String.class)
                .optional()
                .map(month -> YearMonth.parse(month.substring(0, 4) + "-" + month.substring(4)));
    }

    /** The charges of a taking, each with what was taken for it; a difference where only a correction was. */
    @Transactional(readOnly = true)
    public List<Listed> taken(Taking taking) {
        return jdbc.sql("""
                        with taken as (
                          select c.usage_time, c.dedupe_key, c.service_id, c.rate_id, c.quantity, c.amount_micros, c.batch_id
                          from usage_charge c
                          where c.account_id = :account
                            and c.service_id = :service
                            and c.usage_time < :until
                          union all
                          select x.usage_time, x.dedupe_key, x.service_id, x.old_rate_id, -x.quantity, -x.old_amount_micros,
                            x.batch_id
                          from usage_correction x
                          where x.account_id = :account
                            and x.service_id = :service
                            and x.usage_time < :until
                          union all
                          select x.usage_time, x.dedupe_key, x.service_id, x.rate_id, x.quantity, x.amount_micros, x.batch_id
                          from usage_correction x
                          where x.account_id = :account
                            and x.service_id = :service
                            and x.usage_time < :until)
                        select t.usage_time, t.dedupe_key, t.service_id, sum(t.quantity)::bigint as quantity,
                          r.path || ' ' || coalesce((
                            select c.party
                            from usage_charge c
                            where c.usage_time = t.usage_time
                              and c.dedupe_key = t.dedupe_key), '') as what,
                          sum(t.amount_micros)::bigint as micros
                        from taken t
                        join rate r on r.rate_id = t.rate_id
                        where r.path = :path
                          and r.plan = :plan
                          and t.batch_id <= :cutoff
                          and (:previousUntil::timestamptz is null
                            or t.usage_time >= :previousUntil
                            or t.batch_id > :previousCutoff)
                        group by t.usage_time, t.dedupe_key, t.service_id, r.path
                        having sum(t.quantity) <> 0 or sum(t.amount_micros) <> 0
                        order by t.usage_time, t.dedupe_key
                        """)
                .param("account", taking.accountId)
                .param("service", taking.serviceId)
                .param("until", Timestamp.from(taking.until))
                .param("path", taking.path)
                .param("plan", taking.plan)
                .param("cutoff", taking.cutoff)
                .param("previousUntil", taking.previousUntil == null ? null : Timestamp.from(taking.previousUntil))
                .param("previousCutoff", taking.previousCutoff)
                .query((row, number) -> listed(row))
                .list();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        Instant at = row.getTimestamp("usage_time").toInstant();
        return new Listed(
                ChargeId.OfUsage.of(at, row.getObject("dedupe_key", UUID.class)),
                row.getLong("service_id"),
                at,
                row.getString("what").strip(),
                row.getLong("quantity"),
                row.getLong("micros"));
    }
}
