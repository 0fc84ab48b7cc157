package io.turnpike.charging;

import io.turnpike.rating.CounterId;
import io.turnpike.rating.CounterRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which accounts have to be settled, and the counters they can be settled from. */
@Component
class SettledPeriods {
    private final JdbcTemplate jdbc;

    SettledPeriods(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An account with the first month (UTC) that has usage to settle. */
    record Unsettled(long account, LocalDate firstMonth) {}

    /** Accounts of {@code [from, to)} with usage to settle in months that begin before a day. */
    List<Unsettled> unsettled(long from, long to, LocalDate before) {
        return jdbc.query(
                """
                select account_id, min(month)
                from unsettled
                where account_id >= ?
                  and account_id < ?
                  and month < ?
                group by account_id
                order by account_id
                """,
                (row, number) -> new Unsettled(row.getLong(1), row.getObject(2, LocalDate.class)),
                from,
                to,
                before);
    }

    /** An account and a day of its operator. */
    record AccountDay(long account, LocalDate day) {}

    /** The latest days, at most the given ones, that accounts' counters are known for; accounts without one are left out. */
    Map<Long, LocalDate> openingDays(Collection<AccountDay> atMost) {
        Map<Long, LocalDate> openings = new HashMap<>();
        jdbc.query(
                """
                select w.account_id, max(s.as_of)
                from unnest(?::bigint[], ?::date[]) w (account_id, at_most)
                join settled_through s on s.account_id = w.account_id and s.as_of <= w.at_most
                group by w.account_id
                """,
                row -> {
                    openings.put(row.getLong(1), row.getObject(2, LocalDate.class));
                },
                accounts(atMost),
                days(atMost));
        return openings;
    }

    private static Long[] accounts(Collection<AccountDay> days) {
        return days.stream().map(AccountDay::account).toArray(Long[]::new);
    }

    private static String[] days(Collection<AccountDay> days) {
        return texts(days.stream().map(AccountDay::day));
    }

    /** Days as PostgreSQL's driver takes an array of them. */
    private static String[] texts(Stream<LocalDate> days) {
        return days.map(LocalDate::toString).toArray(String[]::new);
    }

    /**
     * Days of an account that were settled together.
     *
     * @param until the day after the last of them
     * @param through the day through which usage was known then: prices depend on all of it
     */
    record Together(LocalDate until, LocalDate through) {}

    /** What was settled together with a day; null when the day was never settled. */
    @Nullable Together settledWith(long account, LocalDate day) {
        List<Together> known = jdbc.query(
                """
                (select as_of, priced_through, 1 as choice
                from settled_through
                where account_id = ?
                  and as_of > ?
                order by as_of
                limit 1)
                union all
                select through, through, 2
                from account_settled
                where account_id = ?
                  and through > ?
                order by choice
                """,
                (row, number) -> new Together(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)),
                account,
                day,
                account,
                day);
        return known.isEmpty() ? null : known.get(0);
    }

    /** The counters of accounts as they stood at the begin of days. */
    CounterStore.Opening read(Collection<AccountDay> openings) {
        CounterStore.Opening counters = new CounterStore.Opening();
        jdbc.query(
                """
                select o.account_id, o.service_id, o.counter, o.period_from, o.units, o.amount_micros
                from unnest(?::bigint[], ?::date[]) w (account_id, as_of)
                join counter_opening o on o.account_id = w.account_id and o.as_of = w.as_of
                """,
                row -> {
                    counters.put(
                            row.getLong(1),
                            row.getLong(2),
                            new CounterRow(
                                    CounterId.parse(row.getString(3)),
                                    row.getObject(4, LocalDate.class),
                                    row.getLong(5),
                                    row.getLong(6)));
                },
                accounts(openings),
                days(openings));
        return counters;
    }

    /** A counter of an account or one of its services. */
    record OwnedCounter(long service, CounterRow row) {}

    /**
     * An account priced in order.
     *
     * @param from the first day of which anything changed
     * @param through the day after the last that was priced
     * @param counters as they stand after it
     * @param opening where pricing can begin another time; null when there is none after the day it began this time
     */
    record Priced(
            long account,
            LocalDate from,
            LocalDate through,
            List<OwnedCounter> counters,
            @Nullable Opening opening) {}

    /** Counters as they stood at the begin of a day. */
    record Opening(LocalDate day, List<OwnedCounter> counters) {}

    /** Stores the counters of accounts as pricing in order left them: running counters are those; later openings are void. */
    void store(Collection<Priced> all) {
        Long[] accounts = all.stream().map(Priced::account).toArray(Long[]::new);
        String[] froms = texts(all.stream().map(Priced::from));
        String[] throughs = texts(all.stream().map(Priced::through));
        for (String table : List.of("counter_opening", "settled_through")) {
            jdbc.update("delete from " + table + """
                     t
                    using unnest(?::bigint[], ?::date[]) w (account_id, day)
                    where t.account_id = w.account_id
                      and t.as_of > w.day
                    """, accounts, froms);
        }
        jdbc.update("""
                delete from usage_counter t
                using unnest(?::bigint[], ?::date[]) w (account_id, day)
                where t.account_id = w.account_id
                  and t.period_from < w.day
                """, accounts, throughs);
        storeRunning(all);
        storeOpenings(all.stream().filter(priced -> priced.opening != null).toList());
    }

    private void storeRunning(Collection<Priced> all) {
        CounterColumns rows = new CounterColumns();
        all.forEach(priced -> priced.counters.forEach(counter -> rows.add(priced.account, priced.through, counter)));
        jdbc.update("""
                insert into usage_counter (account_id, service_id, counter, period_from, units, amount_micros)
                select account_id, service_id, counter, period_from, units, amount_micros
                from unnest(?::bigint[], ?::date[], ?::bigint[], ?::text[], ?::date[], ?::bigint[], ?::bigint[])
                    w (account_id, day, service_id, counter, period_from, units, amount_micros)
                order by account_id, service_id, counter, period_from
                on conflict (account_id, service_id, counter, period_from)
                do update set units = excluded.units, amount_micros = excluded.amount_micros
                """, rows.arrays());
    }

    private void storeOpenings(Collection<Priced> all) {
        CounterColumns rows = new CounterColumns();
        List<Object[]> known = new ArrayList<>();
        for (Priced priced : all) {
            Opening opening = Objects.requireNonNull(priced.opening);
            opening.counters.forEach(counter -> rows.add(priced.account, opening.day, counter));
            known.add(new Object[] {priced.account, opening.day, priced.through});
        }
        jdbc.batchUpdate("insert into settled_through (account_id, as_of, priced_through) values (?, ?, ?)", known);
        jdbc.update("""
                insert into counter_opening (account_id, as_of, service_id, counter, period_from, units, amount_micros)
                select *
                from unnest(?::bigint[], ?::date[], ?::bigint[], ?::text[], ?::date[], ?::bigint[], ?::bigint[])
                """, rows.arrays());
    }

    /** Counters as columns of one statement. */
    private static final class CounterColumns {
        private final List<Long> accounts = new ArrayList<>();
        private final List<LocalDate> days = new ArrayList<>();
        private final List<Long> services = new ArrayList<>();
        private final List<String> counters = new ArrayList<>();
        private final List<LocalDate> periods = new ArrayList<>();
        private final List<Long> units = new ArrayList<>();
        private final List<Long> amounts = new ArrayList<>();

        /** Adds a counter, unless it is of a period so old that no price looks at it any more. */
        void add(long account, LocalDate day, OwnedCounter counter) {
            CounterRow row = counter.row();
            if (row.periodStart().isBefore(day.minusMonths(CounterStore.MONTHS))) {
                return;
            }
            accounts.add(account);
            days.add(day);
            services.add(counter.service());
            counters.add(row.id().text());
            periods.add(row.periodStart());
            units.add(row.units());
            amounts.add(row.amountMicros());
        }

        Object[] arrays() {
            return new Object[] {
                accounts.toArray(Long[]::new),
                texts(days.stream()),
                services.toArray(Long[]::new),
                counters.toArray(String[]::new),
                texts(periods.stream()),
                units.toArray(Long[]::new),
                amounts.toArray(Long[]::new)
            };
        }
    }

    /** No usage of these accounts before the day has to be settled any more. */
    void settled(Collection<Long> accounts, LocalDate through) {
        Long[] ids = accounts.toArray(Long[]::new);
        jdbc.update("""
                insert into account_settled (account_id, through)
                select account_id, ?
                from unnest(?::bigint[]) w (account_id)
                order by account_id
                on conflict (account_id) do update set through = excluded.through
                """, through, ids);
        jdbc.update(
                "delete from unsettled where account_id = any(?) and month + interval '1 month' <= ?", ids, through);
    }

    /** Usage from an instant on may depend on counters that have changed: it has to be settled. */
    void unsettle(long account, Instant from) {
        jdbc.query("""
                select mark_unsettled(array_agg(account_id), array_agg(month))
                from (
                  select distinct account_id, date_trunc('month', usage_time at time zone 'UTC')::date as month
                  from usage_charge
                  where account_id = ?
                    and usage_time >= ?) used
                """, row -> {}, account, Timestamp.from(from));
    }
}
