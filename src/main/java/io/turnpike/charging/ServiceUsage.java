package io.turnpike.charging;

import io.turnpike.rating.AllowancesLeft;
import io.turnpike.time.InstantRange;
import io.turnpike.usage.UsageKind;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What one service has used: what it comes to by now, and what is left of its allowances. */
@Component
public class ServiceUsage {
    private final JdbcClient jdbc;
    private final PriceBooks prices;

    ServiceUsage(JdbcClient jdbc, PriceBooks prices) {
        this.jdbc = jdbc;
        this.prices = prices;
    }

    /**
     * Charges summed up, corrections included.
     *
     * @param quantity seconds, bytes or events
     * @param covered of the billed units, those taken from allowances
     * @param amountMicros millionths of the currency's major unit
     */
    public record Charged(long quantity, long covered, long amountMicros) {}

    /**
     * What usage of one kind that began in an interval comes to by now. Traffic stands at the first hour of its day and rate, so ask
     * for its whole day.
     */
    @Transactional(readOnly = true)
    public Charged charged(long serviceId, UsageKind kind, InstantRange begun) {
        return jdbc.sql("""
                        select coalesce(sum(quantity), 0)::bigint as quantity,
                          coalesce(sum(covered_quantity), 0)::bigint as covered,
                          coalesce(sum(amount_micros), 0)::bigint as amount_micros
                        from billable_usage
                        where service_id = ?
                          and kind = ?
                          and usage_time >= ?
                          and usage_time < ?
                        """)
                .params(serviceId, kind.code(), Timestamp.from(begun.from()), Timestamp.from(begun.to()))
                .query(Charged.class)
                .single();
    }

    /** Base units left of each allowance of a service's plan at the end of a day, by all usage that has been charged. */
    @Transactional(readOnly = true)
    public Map<String, Long> allowancesLeft(long serviceId, LocalDate day) {
        PriceBook book = prices.open();
        int service = book.directory().service(serviceId);
        ZoneId zone =
                book.directory().operatorOf(book.directory().accountOf(service)).zone();
        long lastSecond = day.plusDays(1).atStartOfDay(zone).toEpochSecond() - 1;
        return AllowancesLeft.at(book.context(service), lastSecond, day);
    }
}
