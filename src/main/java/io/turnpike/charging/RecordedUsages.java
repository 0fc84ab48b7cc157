package io.turnpike.charging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was used, for explaining: no statement of this class names an amount. */
@Component
class RecordedUsages {
    /** The latest revisions of what was ever charged to {@code :account} in {@code [:from, :to)} and corrected. */
    static final String LATEST = """
            with latest as (
              select distinct on (x.usage_time, x.dedupe_key) x.usage_time, x.dedupe_key, x.account_id, x.service_id, x.amount_micros,
                x.unpriced
              from usage_correction x
              where (x.usage_time, x.dedupe_key) in (
                select usage_time, dedupe_key
                from usage_correction
                where account_id = :account
                  and usage_time >= :from
                  and usage_time < :to)
              order by x.usage_time, x.dedupe_key, x.revision desc)
            """;

    private static final String COLUMNS = """
            select c.usage_time, c.dedupe_key, coalesce(latest.account_id, c.account_id) as account_id,
              coalesce(latest.service_id, c.service_id) as service_id, c.kind, c.flags, c.party, c.owner, c.quantity, c.rate_id,
              c.file_id, c.line_number, latest.unpriced
            """;

    /** Whom a charge belongs to by its latest revision: rating again may have moved it. */
    private static final String WITH_OWNER = COLUMNS + """
            from usage_charge c
            left join lateral (
              select x.account_id, x.service_id, x.unpriced
              from usage_correction x
              where x.usage_time = c.usage_time
                and x.dedupe_key = c.dedupe_key
              order by x.revision desc
              limit 1) latest on true
            """;

    private final JdbcClient jdbc;

    RecordedUsages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The usage in {@code [from, to)} that is charged to an account now, in the total order. The first revision of a charge names the
     * account it was charged to, so that the account's corrections tell of all that left it or came to it.
     */
    List<RecordedUsage> ofAccount(long account, Instant from, Instant to) {
        return jdbc.sql(LATEST + COLUMNS + """
                        from usage_charge c
                        left join latest on latest.usage_time = c.usage_time and latest.dedupe_key = c.dedupe_key
                        where c.account_id = :account
                          and c.usage_time >= :from
                          and c.usage_time < :to
                          and (latest.account_id is null or latest.account_id = :account)
                        union all
                        """ + COLUMNS + """
                        from latest
                        join usage_charge c on c.usage_time = latest.usage_time and c.dedupe_key = latest.dedupe_key
                        where latest.account_id = :account
                          and c.account_id <> :account
                        order by usage_time, dedupe_key
                        """)
                .param("account", account)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, number) -> read(row))
                .list();
    }

    /** The charges that an ID names: none, one, or several where the beginning of the key does not tell them apart. */
    List<RecordedUsage> withId(ChargeId.OfUsage id) {
        return jdbc.sql(WITH_OWNER + """
                        where c.usage_time = ?
                          and replace(c.dedupe_key::text, '-', '') like ? || '%'
                        order by c.dedupe_key
                        """)
                .params(Timestamp.from(id.at()), id.key())
                .query((row, number) -> read(row))
                .list();
    }

    /** The charges made of a line of a file; reads all months, because a file says nothing of when the usage was. */
    List<RecordedUsage> ofLine(int fileId, long line) {
        return jdbc.sql(WITH_OWNER + """
                        where c.file_id = ?
                          and c.line_number = ?
                        order by c.usage_time, c.dedupe_key
                        """)
                .params(fileId, line)
                .query((row, number) -> read(row))
                .list();
    }

    /** A line of a file. */
    record Line(int fileId, long line) {}

    /** The other parts of the long call that a part was charged with, in the order they came; none for a whole record. */
    List<Line> otherParts(int fileId, long line) {
        return jdbc.sql("""
                        select other.file_id, other.line_number
                        from held_part own
                        join held_part other on other.format = own.format
                          and other.merge_key = own.merge_key
                          and other.state = 'charged'
                          and (other.file_id, other.line_number) <> (own.file_id, own.line_number)
                        where own.file_id = ?
                          and own.line_number = ?
                          and own.state = 'charged'
                        order by other.held_at, other.file_id, other.line_number
                        """)
                .params(fileId, line)
                .query((row, number) -> new Line(row.getInt(1), row.getLong(2)))
                .list();
    }

    private static RecordedUsage read(ResultSet row) throws SQLException {
        return new RecordedUsage(
                row.getTimestamp("usage_time").toInstant(),
                row.getObject("dedupe_key", UUID.class),
                row.getLong("account_id"),
                row.getLong("service_id"),
                PricedUsages.event(row),
                (row.getInt("flags") & ChargeBlock.PROVISIONAL) != 0,
                row.getInt("rate_id"),
                row.getInt("file_id"),
                row.getLong("line_number"),
                row.getString("unpriced"));
    }
}
