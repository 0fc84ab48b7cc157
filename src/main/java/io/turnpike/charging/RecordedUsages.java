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
    private static final String COLUMNS = """
            select usage_time, dedupe_key, account_id, service_id, kind, flags, party, owner, quantity, rate_id, file_id,
              line_number
            from usage_charge
            """;

    private final JdbcClient jdbc;

    RecordedUsages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account's usage in {@code [from, to)}, in the total order. */
    List<RecordedUsage> ofAccount(long account, Instant from, Instant to) {
        return jdbc.sql(COLUMNS + """
                        where account_id = ?
                          and usage_time >= ?
                          and usage_time < ?
                        order by usage_time, dedupe_key
                        """)
                .params(account, Timestamp.from(from), Timestamp.from(to))
                .query((row, number) -> read(row))
                .list();
    }

    /** The charges that an ID names: none, one, or several where the beginning of the key does not tell them apart. */
    List<RecordedUsage> withId(ChargeId.OfUsage id) {
        return jdbc.sql(COLUMNS + """
                        where usage_time = ?
                          and replace(dedupe_key::text, '-', '') like ? || '%'
                        order by dedupe_key
                        """)
                .params(Timestamp.from(id.at()), id.key())
                .query((row, number) -> read(row))
                .list();
    }

    /** The charges made of a line of a file; reads all months, because a file says nothing of when the usage was. */
    List<RecordedUsage> ofLine(int fileId, long line) {
        return jdbc.sql(COLUMNS + """
                        where file_id = ?
                          and line_number = ?
                        order by usage_time, dedupe_key
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
                row.getLong("line_number"));
    }
}
