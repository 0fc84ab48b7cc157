package io.turnpike.charging;

import io.turnpike.rating.CounterRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

    /** The latest day, at most the given one, that an account's counters are known for; the given default when there is none. */
    LocalDate openingDay(long account, LocalDate atMost, LocalDate otherwise) {
        LocalDate known = jdbc.queryForObject(
                "select max(as_of) from settled_through where account_id = ? and as_of <= ?",
                LocalDate.class,
                account,
                atMost);
        return known == null ? otherwise : known;
    }

    /**
     * The day through which settling knew the usage that a day's price depends on: the next day that counters are known for, else
     * the day of the last settling if it is later; null when the day was never settled.
     */
    @Nullable LocalDate knownThrough(long account, LocalDate day) {
        return jdbc.queryForObject("""
                select coalesce(
                    (select min(as_of) from settled_through where account_id = ? and as_of > ?),
                    (select through from account_settled where account_id = ? and through > ?))
                """, LocalDate.class, account, day, account, day);
    }

    void read(long account, LocalDate asOf, CounterStore.Opening into) {
        jdbc.query(
                """
                select service_id, counter, period_from, units, amount_micros
                from counter_opening
                where account_id = ?
                  and as_of = ?
                """,
                row -> {
                    into.put(
                            account,
                            row.getLong(1),
                            new CounterRow(
                                    row.getString(2),
                                    row.getObject(3, LocalDate.class),
                                    row.getLong(4),
                                    row.getLong(5)));
                },
                account,
                asOf);
    }

    /** A counter of an account or one of its services. */
    record OwnedCounter(long service, CounterRow row) {}

    /**
     * Stores the counters of an account as pricing in order through a day left them: running counters are those; later openings
     * are void.
     *
     * @param from the first day of which anything changed
     * @param boundary whether every counter's period begins on {@code through}, so that settling can start there
     */
    void store(long account, LocalDate from, LocalDate through, boolean boundary, List<OwnedCounter> counters) {
        jdbc.update("delete from counter_opening where account_id = ? and as_of > ?", account, from);
        jdbc.update("delete from settled_through where account_id = ? and as_of > ?", account, from);
        jdbc.update("delete from usage_counter where account_id = ? and period_from < ?", account, through);
        List<Object[]> running = new ArrayList<>();
        List<Object[]> opening = new ArrayList<>();
        for (OwnedCounter counter : counters) {
            CounterRow row = counter.row();
            running.add(new Object[] {
                account, counter.service(), row.name(), row.periodStart(), row.units(), row.amountMicros()
            });
            opening.add(new Object[] {
                account, through, counter.service(), row.name(), row.periodStart(), row.units(), row.amountMicros()
            });
        }
        jdbc.batchUpdate("""
                insert into usage_counter (account_id, service_id, counter, period_from, units, amount_micros)
                values (?, ?, ?, ?, ?, ?)
                on conflict (account_id, service_id, counter, period_from)
                do update set units = excluded.units, amount_micros = excluded.amount_micros
                """, running);
        if (boundary) {
            jdbc.update(
                    "insert into settled_through (account_id, as_of) values (?, ?) on conflict do nothing",
                    account,
                    through);
            jdbc.batchUpdate("""
                    insert into counter_opening (account_id, as_of, service_id, counter, period_from, units, amount_micros)
                    values (?, ?, ?, ?, ?, ?, ?)
                    """, opening);
        }
    }

    /** No usage before the day has to be settled any more. */
    void settled(long account, LocalDate through) {
        jdbc.update("""
                insert into account_settled (account_id, through)
                values (?, ?)
                on conflict (account_id) do update set through = excluded.through
                """, account, through);
        jdbc.update("delete from unsettled where account_id = ? and month + interval '1 month' <= ?", account, through);
    }

    /** Usage from an instant on may depend on counters that have changed: it has to be settled. */
    void unsettle(long account, Instant from) {
        jdbc.update("""
                insert into unsettled (account_id, month)
                select distinct account_id, date_trunc('month', usage_time at time zone 'UTC')::date
                from usage_charge
                where account_id = ?
                  and usage_time >= ?
                on conflict do nothing
                """, account, Timestamp.from(from));
    }
}
