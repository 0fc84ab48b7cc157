package io.turnpike.charging;

import io.turnpike.rating.CounterDelta;
import io.turnpike.rating.CounterRow;
import io.turnpike.rating.Counters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Allowances and tiers as they stand. They make the price of usage at once a good one; the price that is billed is made by settling,
 * from the events themselves.
 */
@Component
class CounterStore {
    /** Allowances roll over for a year at most: counters of older periods change no price. */
    static final int MONTHS = 13;

    private static final int FETCH_ROWS = 10_000;

    private final JdbcTemplate jdbc;

    CounterStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Owner(long account, long service) {}

    private record Key(long account, long service, String counter, LocalDate period) {}

    /** The counters at the begin of a step. */
    static final class Opening {
        private final Map<Owner, List<CounterRow>> rows = new HashMap<>();

        /** No counter stands at anything. */
        static final Opening NONE = new Opening();

        Counters counters(long account, long service) {
            List<CounterRow> known = rows.get(new Owner(account, service));
            return known == null ? Counters.empty() : Counters.of(known);
        }

        void put(long account, long service, CounterRow row) {
            rows.computeIfAbsent(new Owner(account, service), key -> new ArrayList<>(2))
                    .add(row);
        }
    }

    /** What was counted since the sums were last stored. */
    static final class Sums {
        private final Map<Key, long[]> sums = new HashMap<>();

        void add(long account, long service, CounterDelta delta) {
            long[] sum = sums.computeIfAbsent(
                    new Key(account, service, delta.name(), delta.periodStart()), key -> new long[2]);
            sum[0] = Math.addExact(sum[0], delta.units());
            sum[1] = Math.addExact(sum[1], delta.amountMicros());
        }

        boolean isEmpty() {
            return sums.isEmpty();
        }
    }

    /** All counters of periods that begin on or after a day. */
    Opening load(LocalDate from) {
        return load(from, 0, Long.MAX_VALUE);
    }

    /** As {@link #load(LocalDate)}, of the accounts with ids {@code [fromAccount, toAccount)}. */
    Opening load(LocalDate from, long fromAccount, long toAccount) {
        Opening opening = new Opening();
        jdbc.setFetchSize(FETCH_ROWS);
        jdbc.query(
                """
                select account_id, service_id, counter, period_from, units, amount_micros
                from usage_counter
                where period_from >= ?
                  and account_id >= ?
                  and account_id < ?
                """,
                row -> {
                    opening.put(
                            row.getLong(1),
                            row.getLong(2),
                            new CounterRow(
                                    row.getString(3),
                                    row.getObject(4, LocalDate.class),
                                    row.getLong(5),
                                    row.getLong(6)));
                },
                from,
                fromAccount,
                toAccount);
        return opening;
    }

    /** Adds sums to the counters, in the running transaction. */
    void add(Sums sums) {
        List<Object[]> rows = new ArrayList<>();
        sums.sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparingLong(Key::account)
                        .thenComparingLong(Key::service)
                        .thenComparing(Key::counter)
                        .thenComparing(Key::period)))
                .forEach(entry -> rows.add(new Object[] {
                    entry.getKey().account,
                    entry.getKey().service,
                    entry.getKey().counter,
                    entry.getKey().period,
                    entry.getValue()[0],
                    entry.getValue()[1]
                }));
        jdbc.batchUpdate("""
                insert into usage_counter (account_id, service_id, counter, period_from, units, amount_micros)
                values (?, ?, ?, ?, ?, ?)
                on conflict (account_id, service_id, counter, period_from)
                do update set units = usage_counter.units + excluded.units,
                    amount_micros = usage_counter.amount_micros + excluded.amount_micros
                """, rows);
        sums.sums.clear();
    }
}
