package io.turnpike.charging;

import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Usage as it was charged and corrected, so that it can be priced again. */
@Component
class PricedUsages {
    private static final int FETCH_ROWS = 10_000;

    private static final String CHARGES = """
            select c.usage_time, c.dedupe_key, c.account_id, c.service_id, c.kind, c.flags, c.party, c.owner, c.quantity,
                c.line_number, c.rate_id, c.covered, c.amount_micros
            from usage_charge c
            """;

    /** The total order: start, then duplicate key. */
    private static final Comparator<PricedUsage> TOTAL_ORDER = Comparator.comparing(PricedUsage::usageTime)
            .thenComparing(usage -> usage.event().dedupeKey());

    private final NamedParameterJdbcTemplate jdbc;

    PricedUsages(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setFetchSize(FETCH_ROWS);
        this.jdbc = new NamedParameterJdbcTemplate(template);
    }

    /** An account's usage in {@code [from, to)}. */
    record Span(long account, Instant from, Instant to) {
        private boolean holds(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /** As {@link #ofAccounts}, of one account. */
    List<PricedUsage> ofAccount(long account, Instant from, Instant to) {
        return ofAccounts(List.of(new Span(account, from, to))).getOrDefault(account, List.of());
    }

    /**
     * All usage that is charged to accounts now, each in the total order; accounts without usage are left out. Three statements
     * at most, however many accounts.
     */
    Map<Long, List<PricedUsage>> ofAccounts(Collection<Span> spans) {
        Map<Long, Span> byAccount = new HashMap<>();
        spans.forEach(span -> byAccount.put(span.account, span));
        MapSqlParameterSource parameters = new MapSqlParameterSource()
                .addValue("accounts", byAccount.keySet().toArray(Long[]::new), Types.ARRAY)
                .addValue("from", Timestamp.from(earliest(spans)))
                .addValue("to", Timestamp.from(latest(spans)));
        Map<ChargedAmounts.Key, Revision> revisions = revisions(parameters);
        Map<Long, List<PricedUsage>> usages = new HashMap<>();
        RowCallbackHandler keep = row -> {
            PricedUsage usage = read(row, revisions);
            Span span = byAccount.get(usage.accountId());
            if (span != null && span.holds(usage.usageTime())) {
                usages.computeIfAbsent(span.account, key -> new ArrayList<>()).add(usage);
            }
        };
        jdbc.query(CHARGES + """
                where c.account_id = any(:accounts)
                  and c.usage_time >= :from
                  and c.usage_time < :to
                """, parameters, keep);
        if (!revisions.isEmpty()) {
            fromElsewhere(parameters, revisions.keySet(), keep);
        }
        usages.values().forEach(ofOne -> ofOne.sort(TOTAL_ORDER));
        return usages;
    }

    private static Instant earliest(Collection<Span> spans) {
        return spans.stream().map(Span::from).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private static Instant latest(Collection<Span> spans) {
        return spans.stream().map(Span::to).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    /** The latest revision of a charge. */
    private record Revision(
            long account,
            long service,
            @Nullable Integer rateId,
            long covered,
            long amountMicros,
            int number,
            @Nullable String unpriced) {}

    /**
     * The latest revisions of all charges that were ever charged to the accounts and corrected. The first revision of a charge
     * names the account it was charged to ({@link Correction}), so none is missed.
     */
    private Map<ChargedAmounts.Key, Revision> revisions(MapSqlParameterSource parameters) {
        Map<ChargedAmounts.Key, Revision> revisions = new HashMap<>();
        jdbc.query("""
                with corrected as (
                    select distinct usage_time, dedupe_key
                    from usage_correction
                    where account_id = any(:accounts)
                      and usage_time >= :from
                      and usage_time < :to)
                select distinct on (r.usage_time, r.dedupe_key)
                    r.usage_time, r.dedupe_key, r.account_id, r.service_id, r.rate_id, r.covered, r.amount_micros, r.revision,
                    r.unpriced
                from corrected c
                join usage_correction r on r.usage_time = c.usage_time and r.dedupe_key = c.dedupe_key
                order by r.usage_time, r.dedupe_key, r.revision desc
                """, parameters, row -> {
            revisions.put(
                    key(row),
                    new Revision(
                            row.getLong("account_id"),
                            row.getLong("service_id"),
                            row.getObject("rate_id", Integer.class),
                            row.getLong("covered"),
                            row.getLong("amount_micros"),
                            row.getInt("revision"),
                            row.getString("unpriced")));
        });
        return revisions;
    }

    /** Reads those corrected charges that were first charged to other accounts. */
    private void fromElsewhere(
            MapSqlParameterSource parameters, Collection<ChargedAmounts.Key> corrected, RowCallbackHandler keep) {
        jdbc.query(
                CHARGES + """
                join unnest(:times::timestamptz[], :keys::uuid[]) k (usage_time, dedupe_key)
                  on k.usage_time = c.usage_time
                  and k.dedupe_key = c.dedupe_key
                where c.account_id <> all(:accounts)
                """,
                parameters
                        .addValue(
                                "times",
                                corrected.stream()
                                        .map(key -> Timestamp.from(key.usageTime()))
                                        .toArray(Timestamp[]::new),
                                Types.ARRAY)
                        .addValue(
                                "keys",
                                corrected.stream()
                                        .map(ChargedAmounts.Key::dedupeKey)
                                        .toArray(UUID[]::new),
                                Types.ARRAY),
                keep);
    }

    private static ChargedAmounts.Key key(ResultSet row) throws SQLException {
        return new ChargedAmounts.Key(
                row.getTimestamp("usage_time").toInstant(), row.getObject("dedupe_key", UUID.class));
    }

    private static PricedUsage read(ResultSet row, Map<ChargedAmounts.Key, Revision> revisions) throws SQLException {
        ChargedAmounts.Key key = key(row);
        UsageEvent event = event(row);
        int flags = row.getInt("flags");
        long line = row.getLong("line_number");
        Revision latest = revisions.get(key);
        if (latest == null) {
            return new PricedUsage(
                    key.usageTime(),
                    key.dedupeKey(),
                    row.getLong("account_id"),
                    row.getLong("service_id"),
                    event,
                    flags,
                    line,
                    row.getInt("rate_id"),
                    row.getLong("covered"),
                    row.getLong("amount_micros"),
                    0,
                    null);
        }
        return new PricedUsage(
                key.usageTime(),
                key.dedupeKey(),
                latest.account,
                latest.service,
                event,
                flags,
                line,
                latest.rateId,
                latest.covered,
                latest.amountMicros,
                latest.number,
                latest.unpriced);
    }

    /** What was used, for pricing it again; its duplicate key is the stored one. */
    static UsageEvent event(ResultSet row) throws SQLException {
        int flags = row.getInt("flags");
        return new UsageEvent(
                UsageKind.of(row.getInt("kind")),
                (flags & ChargeBlock.OUTGOING) != 0 ? Direction.OUTGOING : Direction.INCOMING,
                ChargeBlock.ownerKind(flags),
                row.getString("owner"),
                row.getString("party"),
                row.getTimestamp("usage_time").toInstant().getEpochSecond(),
                row.getLong("quantity"),
                (flags & ChargeBlock.CONTINUATION) != 0,
                row.getObject("dedupe_key", UUID.class).toString());
    }
}
