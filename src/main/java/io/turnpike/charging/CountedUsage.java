package io.turnpike.charging;

import io.turnpike.time.DateRange;
import java.sql.Timestamp;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What usage of a service came to, for a minimum charge that usage counts towards. */
@Component
class CountedUsage {
    private final JdbcClient jdbc;

    CountedUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Usage of some days of the operator with its corrections, in micro-units. */
    long micros(long account, long service, DateRange days, ZoneId zone) {
        return jdbc.sql("""
                        select coalesce(sum(amount_micros), 0)::bigint
                        from billable_usage
                        where account_id = ?
                          and service_id = ?
                          and usage_time >= ?
                          and usage_time < ?
                        """)
                .params(
                        account,
                        service,
                        Timestamp.from(days.in(zone).from()),
                        Timestamp.from(days.in(zone).to()))
                .query(Long.class)
                .single();
    }
}
