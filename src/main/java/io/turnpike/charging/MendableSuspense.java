package io.turnpike.charging;

import io.turnpike.customers.ImportReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records in suspense that wait for what is known of customers and prices, and not for their reader or their source. */
@Component
public class MendableSuspense {
    /** Whose number it was, or the plan it is priced by, is entered later; separated by commas, as a retry takes it. */
    static final String REASONS = "unknown-service,no-plan,no-rate,no-band,wrong-currency,currency-changed";

    /** What each kind of import file may mend. */
    private static final Map<String, Set<String>> MENDED_BY = Map.of(
            "services", Set.of("unknown-service"),
            "identifiers", Set.of("unknown-service"),
            "subscriptions", Set.of("no-plan", "no-rate", "no-band", "wrong-currency", "currency-changed"),
            "changes", Set.of("no-plan", "no-rate", "no-band", "wrong-currency", "currency-changed"),
            "own-prices", Set.of("no-rate", "no-band"));

    private final JdbcClient jdbc;

    MendableSuspense(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many records an import may have mended, by reason, most first. Of those whose service was not known it is those whose number,
     * login or port has an owner at that time by now; of the others all that wait for what the import brought something of.
     */
    public Map<String, Long> after(ImportReport report) {
        Set<String> reasons = new TreeSet<>();
        for (ImportReport.Count count : report.counts()) {
            if (count.added() + count.changed() > 0) {
                reasons.addAll(MENDED_BY.getOrDefault(count.kind(), Set.of()));
            }
        }
        Map<String, Long> records = new LinkedHashMap<>();
        if (!reasons.isEmpty()) {
            jdbc.sql("""
                            select s.reason, count(*)
                            from suspended_record s
                            cross join lateral (
                              select substring(s.detail from '^no service had the (.*) at that time$') as owner) named
                            where s.state = 'open'
                              and s.reason = any(?)
                              and (s.reason <> 'unknown-service'
                                or exists (
                                  select
                                  from service_identifier i
                                  where hashtextextended(i.kind || ' ' || i.value, 0) = hashtextextended(named.owner, 0)
                                    and tstzrange(i.valid_from, i.valid_to) @> s.usage_time
                                    and i.kind || ' ' || i.value = named.owner))
                            group by s.reason
                            order by count(*) desc, s.reason
                            """).param(reasons.toArray(String[]::new)).query(row -> {
                records.put(row.getString(1), row.getLong(2));
            });
        }
        return records;
    }
}
