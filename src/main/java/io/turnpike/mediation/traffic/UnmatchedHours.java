package io.turnpike.mediation.traffic;

import io.turnpike.mediation.flows.IpPrefix;
import io.turnpike.mediation.flows.UnmatchedTraffic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Traffic of addresses that nobody had at the time, per address, class, UTC hour and file: it waits until one is assigned late. */
@Component
public class UnmatchedHours {
    private static final String KEYS =
            "unnest(?::text[], ?::integer[], ?::integer[], ?::integer[]) as k (address, traffic_class, hour, file_id)";

    private final JdbcClient jdbc;

    UnmatchedHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An hour's sum.
     *
     * @param address or prefix, where there were too many single addresses to keep apart
     * @param direction incoming or outgoing, seen from the address
     * @param zone of the other side
     */
    public record Hour(String address, String direction, String zone, Instant hour, long bytes) {}

    /**
     * All that waits for an address.
     *
     * @param hours different hours with traffic
     * @param first begin of the first of them
     */
    public record Address(String address, long hours, Instant first, Instant last, long bytes) {}

    /**
     * Addresses with what waits, in their order.
     *
     * @param after the last of the page before; empty for the first page
     */
    public List<Address> list(String after, int most) {
        return jdbc.sql("""
                        select abbrev(address) as address, count(distinct hour) as hours, min(hour) as first, max(hour) as last,
                            sum(bytes)::bigint as bytes
                        from unmatched_traffic
                        where ?::text = ''
                           or address > nullif(?::text, '')::inet
                        group by unmatched_traffic.address
                        order by unmatched_traffic.address
                        limit ?
                        """).params(after, after, most).query(Address.class).list();
    }

    /** The hours of an address, in the order of time. */
    public List<Hour> hours(String address) {
        return jdbc.sql("""
                        select abbrev(u.address) as address, z.name as zone, u.hour, sum(u.bytes)::bigint as bytes,
                            case when u.traffic_class % 2 = 0 then 'outgoing' else 'incoming' end as direction
                        from unmatched_traffic u
                        join traffic_zone z on z.zone = u.traffic_class / 2
                        where u.address = ?::inet
                        group by u.address, z.name, u.hour, u.traffic_class
                        order by u.hour, u.traffic_class
                        """).param(address).query(Hour.class).list();
    }

    /** Whether a text is an address or a prefix. */
    public static boolean isAddress(String text) {
        try {
            IpPrefix.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Bytes of all that waits. */
    public long totalBytes() {
        return jdbc.sql("select coalesce(sum(bytes), 0)::bigint from unmatched_traffic")
                .query(Long.class)
                .single();
    }

    /** Adds what a range of a file holds, in its transaction. */
    void add(int fileId, List<UnmatchedTraffic.Row> rows) {
        List<UnmatchedTraffic.Row> some = rows.stream()
                .filter(row -> row.bytes() > 0 || row.records() > 0)
                .toList();
        if (some.isEmpty()) {
            return;
        }
        Keys keys = Keys.of(some);
        jdbc.sql("""
                        insert into unmatched_traffic (address, traffic_class, hour, file_id, bytes, first_at, last_at, records,
                            held_bytes)
                        select k.address::inet, k.traffic_class, to_timestamp(k.hour * 3600::bigint), ?, k.bytes,
                            to_timestamp(k.first), to_timestamp(k.last), k.records, k.held_bytes
                        from unnest(?::text[], ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                            ?::bigint[]) as k (address, traffic_class, hour, bytes, first, last, records, held_bytes)
                        order by k.address::inet, k.hour, k.traffic_class
                        on conflict (address, hour, traffic_class, file_id)
                        do update set bytes = unmatched_traffic.bytes + excluded.bytes,
                            first_at = least(unmatched_traffic.first_at, excluded.first_at),
                            last_at = greatest(unmatched_traffic.last_at, excluded.last_at),
                            records = unmatched_traffic.records + excluded.records,
                            held_bytes = unmatched_traffic.held_bytes + excluded.held_bytes
                        """)
                .params(
                        fileId,
                        keys.addresses,
                        keys.classes,
                        keys.hours,
                        column(some, UnmatchedTraffic.Row::bytes),
                        column(some, UnmatchedTraffic.Row::first),
                        column(some, UnmatchedTraffic.Row::last),
                        column(some, UnmatchedTraffic.Row::records),
                        column(some, UnmatchedTraffic.Row::heldBytes))
                .update();
    }

    private static Long[] column(List<UnmatchedTraffic.Row> rows, Function<UnmatchedTraffic.Row, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }

    /** A stored sum and the file it comes from. */
    record Stored(UnmatchedTraffic.Row row, int fileId) {}

    /** The page after a row, in the order of the key. */
    List<Stored> page(@Nullable Stored after, int most) {
        String address = after == null ? "0.0.0.0/0" : after.row.address().toString();
        int hour = after == null ? -1 : after.row.hour();
        int trafficClass = after == null ? -1 : after.row.trafficClass();
        int fileId = after == null ? -1 : after.fileId;
        return jdbc.sql("""
                        select abbrev(address), traffic_class, (extract(epoch from hour) / 3600)::integer, bytes,
                            extract(epoch from first_at)::bigint, extract(epoch from last_at)::bigint, records, held_bytes, file_id
                        from unmatched_traffic
                        where (address, hour, traffic_class, file_id) > (?::inet, to_timestamp(?::integer * 3600::bigint), ?, ?)
                        order by address, hour, traffic_class, file_id
                        limit ?
                        """)
                .params(address, hour, trafficClass, fileId, most)
                .query((row, number) -> stored(row))
                .list();
    }

    /** Takes rows away, as they stand by now. */
    List<Stored> take(List<Stored> stored) {
        if (stored.isEmpty()) {
            return List.of();
        }
        Keys keys = Keys.of(stored.stream().map(Stored::row).toList());
        return jdbc.sql("delete from unmatched_traffic u using " + KEYS + """

                        where u.address = k.address::inet
                          and u.traffic_class = k.traffic_class
                          and u.hour = to_timestamp(k.hour * 3600::bigint)
                          and u.file_id = k.file_id
                        returning abbrev(u.address), u.traffic_class, k.hour, u.bytes, extract(epoch from u.first_at)::bigint,
                            extract(epoch from u.last_at)::bigint, u.records, u.held_bytes, u.file_id
                        """)
                .params(
                        keys.addresses,
                        keys.classes,
                        keys.hours,
                        stored.stream().map(Stored::fileId).toArray(Integer[]::new))
                .query((row, number) -> stored(row))
                .list();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new UnmatchedTraffic.Row(
                        IpPrefix.of(row.getString(1)),
                        row.getInt(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)),
                row.getInt(9));
    }

    /** Keys as columns. */
    @SuppressWarnings("ArrayRecordComponent") // parameters of one statement, never compared
    private record Keys(String[] addresses, Integer[] classes, Integer[] hours) {
        static Keys of(List<UnmatchedTraffic.Row> rows) {
            List<String> addresses = new ArrayList<>();
            List<Integer> classes = new ArrayList<>();
            List<Integer> hours = new ArrayList<>();
            for (UnmatchedTraffic.Row row : rows) {
                addresses.add(row.address().toString());
                classes.add(row.trafficClass());
                hours.add(row.hour());
            }
            return new Keys(
                    addresses.toArray(String[]::new), classes.toArray(Integer[]::new), hours.toArray(Integer[]::new));
        }
    }
}
