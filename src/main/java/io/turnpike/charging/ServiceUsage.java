package io.turnpike.charging;

import io.turnpike.mediation.files.TakenFiles;
import io.turnpike.rating.AllowancesLeft;
import io.turnpike.time.InstantRange;
import io.turnpike.usage.UsageKind;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What one service has used: what it comes to by now, and what is left of its allowances. */
@Component
public class ServiceUsage {
    private final JdbcClient jdbc;
    private final PriceBooks prices;
    private final TakenFiles files;

    ServiceUsage(JdbcClient jdbc, PriceBooks prices, TakenFiles files) {
        this.jdbc = jdbc;
        this.prices = prices;
        this.files = files;
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

    /**
     * What records of files come to by now. A call in parts is charged by the record of its first part, and what came late by its own:
     * name them all.
     *
     * @param begun in which the usage of the records began
     */
    @Transactional(readOnly = true)
    public Charged charged(long serviceId, Collection<ChargeId.OfRecord> records, InstantRange begun) {
        List<Integer> fileIds = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        for (ChargeId.OfRecord record : records) {
            files.named(record.file()).forEach(file -> {
                fileIds.add(file.fileId());
                lines.add(record.line());
            });
        }
        return jdbc.sql("""
                        with charge as (
                          select c.usage_time, c.dedupe_key, c.service_id, c.quantity, c.covered, c.amount_micros
                          from usage_charge c
                          join unnest(:files, :lines) as r (file_id, line_number) using (file_id, line_number)
                          where c.usage_time >= :from
                            and c.usage_time < :to),
                        change as (
                          select c.service_id, c.quantity, c.covered, c.amount_micros
                          from charge c
                          union all
                          select x.service_id, -x.quantity, -x.old_covered, -x.old_amount_micros
                          from usage_correction x
                          join charge c using (usage_time, dedupe_key)
                          join rate r on r.rate_id = x.old_rate_id
                          union all
                          select x.service_id, x.quantity, x.covered, x.amount_micros
                          from usage_correction x
                          join charge c using (usage_time, dedupe_key)
                          join rate r on r.rate_id = x.rate_id)
                        select coalesce(sum(quantity), 0)::bigint as quantity,
                          coalesce(sum(covered), 0)::bigint as covered,
                          coalesce(sum(amount_micros), 0)::bigint as amount_micros
                        from change
                        where service_id = :service
                        """)
                .param("files", fileIds.toArray(Integer[]::new))
                .param("lines", lines.toArray(Long[]::new))
                .param("from", Timestamp.from(begun.from()))
                .param("to", Timestamp.from(begun.to()))
                .param("service", serviceId)
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
