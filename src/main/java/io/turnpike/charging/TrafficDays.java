package io.turnpike.charging;

import io.turnpike.database.CopyRows;
import io.turnpike.mediation.traffic.HourBytes;
import io.turnpike.mediation.traffic.TrafficDeltas;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Traffic that was rated, by service, class and day of the operator: what its charges were made from, and what explaining and
 * settling price again. Beside it, traffic that has no price yet.
 */
@Component
class TrafficDays {
    private static final int DAY_COLUMNS = 6;
    private static final int UNRATED_COLUMNS = 9;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final ChargeMonths months;

    TrafficDays(DataSource dataSource, JdbcClient jdbc, JdbcTemplate batches, ChargeMonths months) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.batches = batches;
        this.months = months;
    }

    /**
     * A day of a service and class.
     *
     * @param revision how often hours of it were rated
     * @param fileId the last file that added to it
     * @param hours rated bytes by the hour's place in its day
     */
    @SuppressWarnings("ArrayRecordComponent") // sums of a day, never compared
    record Day(long serviceId, int trafficClass, LocalDate day, int revision, int fileId, long[] hours) {}

    /**
     * Traffic of a day that has no price.
     *
     * @param reason a word: no-plan, no-rate, …
     */
    @SuppressWarnings("ArrayRecordComponent") // sums of a day, never compared
    record Unrated(long serviceId, int trafficClass, String reason, String detail, int fileId, long[] hours) {
        long bytes() {
            long bytes = 0;
            for (long hour : hours) {
                bytes = Math.addExact(bytes, hour);
            }
            return bytes;
        }
    }

    /** What was rated of a day of these services. */
    List<Day> ofDay(LocalDate day, Collection<Long> services) {
        return jdbc.sql("""
                        select service_id, traffic_class, day, revision, file_id, hours
                        from traffic_day
                        where day = ?
                          and service_id = any(?)
                        order by service_id, traffic_class
                        """)
                .params(day, services.toArray(Long[]::new))
                .query((row, number) -> day(row))
                .list();
    }

    /** What was rated of a service, of days {@code [from, to)}, by day and class. */
    List<Day> ofService(long serviceId, LocalDate from, LocalDate to) {
        return ofServices(List.of(serviceId), from, to);
    }

    /** What was rated of services, of days {@code [from, to)}, by service, day and class. */
    List<Day> ofServices(Collection<Long> services, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select service_id, traffic_class, day, revision, file_id, hours
                        from traffic_day
                        where service_id = any(?)
                          and day >= ?
                          and day < ?
                        order by service_id, day, traffic_class
                        """)
                .params(services.toArray(Long[]::new), from, to)
                .query((row, number) -> day(row))
                .list();
    }

    private static Day day(ResultSet row) throws SQLException {
        return new Day(
                row.getLong(1),
                row.getInt(2),
                row.getObject(3, LocalDate.class),
                row.getInt(4),
                row.getInt(5),
                HourBytes.unpack(row.getBytes(6)));
    }

    /** Stores days as they are after rating, in its transaction: those of revision 1 are new, others take the place of the last. */
    void store(LocalDate day, List<Day> days) {
        if (days.isEmpty()) {
            return;
        }
        months.ensureTraffic(day);
        List<Object[]> changed = new ArrayList<>();
        try (CopyRows copy =
                CopyRows.into(dataSource, "traffic_day (service_id, day, traffic_class, revision, file_id, hours)")) {
            for (Day one : days) {
                byte[] hours = HourBytes.pack(one.hours);
                if (one.revision > 1) {
                    changed.add(new Object[] {
                        one.revision, one.fileId, hours, one.serviceId, day, one.trafficClass, one.revision - 1
                    });
                } else {
                    copy.row(DAY_COLUMNS)
                            .putLong(one.serviceId)
                            .putDate(day)
                            .putShort(one.trafficClass)
                            .putShort(one.revision)
                            .putInt(one.fileId)
                            .putBytes(hours);
                }
            }
            copy.finish();
        }
        int[] updated = batches.batchUpdate("""
                update traffic_day
                set revision = ?, file_id = ?, hours = ?
                where service_id = ?
                  and day = ?
                  and traffic_class = ?
                  and revision = ?
                """, changed);
        for (int rows : updated) {
            if (rows != 1) {
                throw new IllegalStateException(
                        "another process rated traffic of " + day + " at this moment; restart the run");
            }
        }
    }

    /** Days before a day with traffic that has no price yet. */
    List<TrafficDeltas.RangeDay> unratedDays(LocalDate before) {
        return jdbc.sql("""
                        select distinct account_range as range, day
                        from traffic_unrated
                        where day < ?
                        order by account_range, day
                        """).param(before).query(TrafficDeltas.RangeDay.class).list();
    }

    /** Takes away what has no price yet, to try it again. */
    void takeUnrated(TrafficDeltas.RangeDay of, TrafficDeltas.Sink sink) {
        jdbc.sql("""
                        delete from traffic_unrated
                        where account_range = ?
                          and day = ?
                        returning service_id, traffic_class, file_id, hours
                        """).params(of.range(), of.day()).query(row -> {
            sink.sums(row.getLong(1), row.getInt(2), row.getInt(3), HourBytes.unpack(row.getBytes(4)));
        });
    }

    /** Keeps what has no price, in the transaction of rating. */
    void keepUnrated(TrafficDeltas.RangeDay of, List<Unrated> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "traffic_unrated (account_range, day, service_id, traffic_class, reason, detail, file_id, bytes, hours)")) {
            for (Unrated row : rows) {
                copy.row(UNRATED_COLUMNS)
                        .putInt(of.range())
                        .putDate(of.day())
                        .putLong(row.serviceId)
                        .putShort(row.trafficClass)
                        .putText(row.reason)
                        .putText(row.detail)
                        .putInt(row.fileId)
                        .putLong(row.bytes())
                        .putBytes(HourBytes.pack(row.hours));
            }
            copy.finish();
        }
    }

    /** Adds traffic that has no price any more to what waits for one. */
    void addUnrated(TrafficDeltas.RangeDay of, Unrated row) {
        long[] hours = row.hours.clone();
        jdbc.sql("""
                        delete from traffic_unrated
                        where account_range = ?
                          and day = ?
                          and service_id = ?
                          and traffic_class = ?
                          and reason = ?
                        returning hours
                        """)
                .params(of.range(), of.day(), row.serviceId, row.trafficClass, row.reason)
                .query((found, number) -> HourBytes.unpack(found.getBytes(1)))
                .list()
                .forEach(waiting -> {
                    for (int hour = 0; hour < hours.length; hour++) {
                        hours[hour] = Math.addExact(hours[hour], waiting[hour]);
                    }
                });
        keepUnrated(
                of, List.of(new Unrated(row.serviceId, row.trafficClass, row.reason, row.detail, row.fileId, hours)));
    }
}
