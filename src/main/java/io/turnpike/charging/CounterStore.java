package io.turnpike.charging;

import io.turnpike.rating.CounterDelta;
import io.turnpike.rating.CounterId;
import io.turnpike.rating.CounterRow;
import io.turnpike.rating.Counters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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

    private record Key(long account, long service, CounterId counter, LocalDate period) {}

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
                    new Key(account, service, delta.id(), delta.periodStart()), key -> new long[2]);
            sum[0] = Math.addExact(sum[0], delta.units());
            sum[1] = Math.addExact(sum[1], delta.amountMicros());
        }

        /** How many counters were added to. */
        int size() {
            return sums.size();
        }

        /** Hands over what was counted, in parts of at most so many counters, in the order in which all writers take them. */
        List<Sums> takeParts(int most) {
            List<Map.Entry<Key, long[]>> entries = sorted();
            List<Sums> parts = new ArrayList<>();
            for (int from = 0; from < entries.size(); from += most) {
                Sums part = new Sums();
                entries.subList(from, Math.min(from + most, entries.size()))
                        .forEach(entry -> part.sums.put(entry.getKey(), entry.getValue()));
                parts.add(part);
            }
            sums.clear();
            return parts;
        }

        private List<Map.Entry<Key, long[]>> sorted() {
            List<Map.Entry<Key, long[]>> entries = new ArrayList<>(sums.entrySet());
            entries.sort(Map.Entry.comparingByKey(Comparator.comparingLong(Key::account)
                    .thenComparingLong(Key::service)
                    .thenComparing(key -> key.counter.name())
                    .thenComparing(key -> key.counter.measure())
                    .thenComparing(key -> key.counter.every())
                    .thenComparing(Key::period)));
            return entries;
        }
    }

    /** All counters of periods that begin on or after a day. */
    Opening load(LocalDate from) {
        return load(from, 0, Long.MAX_VALUE);
    }

    /** As {@link #load(LocalDate)}, of the accounts with ids {@code [fromAccount, toAccount)}. */
    Opening load(LocalDate from, long fromAccount, long toAccount) {
        Opening opening = new Opening();
        Map<String, CounterId> ids = new HashMap<>();
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
                                    ids.computeIfAbsent(row.getString(3), CounterId::parse),
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
        if (sums.sums.isEmpty()) {
            return;
        }
        List<Map.Entry<Key, long[]>> entries = sums.sorted();
        jdbc.update(
                """
                insert into usage_counter (account_id, service_id, counter, period_from, units, amount_micros)
                select account_id, service_id, counter, period_from, units, amount_micros
                from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[]::date[], ?::bigint[], ?::bigint[])
                    as counted (account_id, service_id, counter, period_from, units, amount_micros)
                on conflict (account_id, service_id, counter, period_from)
                do update set units = usage_counter.units + excluded.units,
                    amount_micros = usage_counter.amount_micros + excluded.amount_micros
                """,
                entries.stream().map(entry -> entry.getKey().account).toArray(Long[]::new),
                entries.stream().map(entry -> entry.getKey().service).toArray(Long[]::new),
                entries.stream().map(entry -> entry.getKey().counter.text()).toArray(String[]::new),
                entries.stream().map(entry -> entry.getKey().period.toString()).toArray(String[]::new),
                entries.stream().map(entry -> entry.getValue()[0]).toArray(Long[]::new),
                entries.stream().map(entry -> entry.getValue()[1]).toArray(Long[]::new));
        sums.sums.clear();
    }
}
