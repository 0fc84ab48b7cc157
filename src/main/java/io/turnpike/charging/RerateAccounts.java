package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.time.DateRange;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the accounts of a selection, and those that usage was moved to. */
@Component
class RerateAccounts {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final CatalogInForce catalog;

    RerateAccounts(JdbcClient jdbc, JdbcTemplate batches, CatalogInForce catalog) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.catalog = catalog;
    }

    /** Names in a selection that nothing has are mistakes, told before anything starts. */
    void check(RerateSelection selection) {
        selection.plan().filter(plan -> !catalog.get().plans().contains(plan)).ifPresent(plan -> {
            throw new BadParameter("--plan: there is no plan '" + plan + "': "
                    + Suggestion.remedy(plan, catalog.get().plans()));
        });
        selection.operator().ifPresent(code -> {
            List<String> known = jdbc.sql("select code from operator order by code")
                    .query(String.class)
                    .list();
            if (!known.contains(code)) {
                throw new BadParameter(
                        "--operator: there is no operator '" + code + "': " + Suggestion.remedy(code, known));
            }
        });
        Set<String> unknown = new HashSet<>(selection.accounts());
        jdbc.sql("select number from account where number = any(?)")
                .param(selection.accounts().toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new BadParameter("--account: there is no account "
                    + String.join(", ", unknown.stream().sorted().toList()));
        }
    }

    private record Candidate(long id, boolean pricedByPlan) {}

    /** The ids of selected accounts in {@code [from, to)}, ascending. */
    List<Long> selected(RerateSelection selection, ServiceDirectory directory, long from, long to) {
        return candidates(selection, from, to).stream()
                .filter(candidate -> candidate.pricedByPlan
                        || selection.plan().isEmpty()
                        || hadPlan(directory, directory.account(candidate.id), selection))
                .map(Candidate::id)
                .toList();
    }

    private static boolean hadPlan(ServiceDirectory directory, int account, RerateSelection selection) {
        for (int service : directory.servicesOf(account)) {
            boolean had = directory.subscriptions(service).stream()
                    .anyMatch(subscription ->
                            subscription.plan().equals(selection.plan().orElseThrow())
                                    && subscription
                                            .valid()
                                            .from()
                                            .isBefore(selection.days().to())
                                    && selection
                                            .days()
                                            .from()
                                            .isBefore(subscription.valid().to()));
            if (had) {
                return true;
            }
        }
        return false;
    }

    private List<Candidate> candidates(RerateSelection selection, long from, long to) {
        return jdbc.sql("""
                        select a.id,
                            :plan::text is not null
                            and (exists (
                                select 1
                                from usage_charge c
                                join rate r on r.rate_id = c.rate_id
                                where c.account_id = a.id
                                  and c.usage_time >= :from::timestamp at time zone o.zone
                                  and c.usage_time < :to::timestamp at time zone o.zone
                                  and r.plan = :plan)
                              or exists (
                                select 1
                                from usage_correction c
                                join rate r on r.rate_id = c.rate_id
                                where c.account_id = a.id
                                  and c.usage_time >= :from::timestamp at time zone o.zone
                                  and c.usage_time < :to::timestamp at time zone o.zone
                                  and r.plan = :plan)) as priced_by_plan
                        from account a
                        join operator o on o.id = a.operator_id
                        where a.id >= :first
                          and a.id < :end
                          and (:operator::text is null or o.code = :operator)
                          and (cardinality(:accounts::text[]) = 0 or a.number = any(:accounts))
                          and (:service::text is null
                            or exists (select 1 from service s where s.account_id = a.id and s.code = :service))
                          and (:prefix::text is null
                            or exists (
                              select 1
                              from usage_charge c
                              where c.account_id = a.id
                                and c.usage_time >= :from::timestamp at time zone o.zone
                                and c.usage_time < :to::timestamp at time zone o.zone
                                and starts_with(c.party, :prefix)))
                        order by a.id
                        """)
                .param("plan", selection.plan().orElse(null), Types.VARCHAR)
                .param("from", selection.days().from())
                .param("to", selection.days().to())
                .param("first", from)
                .param("end", to)
                .param("operator", selection.operator().orElse(null), Types.VARCHAR)
                .param("accounts", selection.accounts().toArray(String[]::new), Types.ARRAY)
                .param("service", selection.service().orElse(null), Types.VARCHAR)
                .param("prefix", selection.prefix().orElse(null), Types.VARCHAR)
                .query((row, number) -> new Candidate(row.getLong(1), row.getBoolean(2)))
                .list();
    }

    /** Accounts in {@code [from, to)} that usage was moved to and that wait to be priced, with the days of that usage. */
    Map<Long, DateRange> due(long from, long to) {
        Map<Long, DateRange> due = new TreeMap<>();
        jdbc.sql("""
                        select account_id, min(day), max(day)
                        from rerate_due
                        where account_id >= ?
                          and account_id < ?
                        group by account_id
                        order by account_id
                        """).params(from, to).query(row -> {
            due.put(row.getLong(1), around(row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class)));
        });
        return due;
    }

    /** Whether there are such accounts. */
    boolean anyDue(long from, long to) {
        return jdbc.sql("select exists (select from rerate_due where account_id >= ? and account_id < ?)")
                .params(from, to)
                .query(Boolean.class)
                .single();
    }

    /** The days, in whatever zone, that usage of these days (UTC) falls on. */
    static DateRange around(LocalDate first, LocalDate last) {
        return new DateRange(first.minusDays(1), last.plusDays(2));
    }

    /** Notes accounts that usage was moved to; in a fixed order, so that two writers never wait for each other. */
    void noteDue(Collection<Due> accounts) {
        batches.batchUpdate(
                "insert into rerate_due (account_id, day) values (?, ?) on conflict do nothing",
                accounts.stream()
                        .distinct()
                        .sorted()
                        .map(due -> new Object[] {due.account, due.day})
                        .toList());
    }

    /** A day (UTC) of which usage was moved to an account. */
    record Due(long account, LocalDate day) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int first = Long.compare(account, other.account);
            return first != 0 ? first : day.compareTo(other.day);
        }
    }

    void done(long from, long to) {
        jdbc.sql("delete from rerate_due where account_id >= ? and account_id < ?")
                .params(from, to)
                .update();
    }

    /** How many accounts there are with ids {@code [from, to)}. */
    long count(long from, long to) {
        return jdbc.sql("select count(*) from account where id >= ? and id < ?")
                .params(from, to)
                .query(Long.class)
                .single();
    }

    /** Account numbers by id. */
    Map<Long, String> numbers(Collection<Long> ids) {
        return jdbc
                .sql("select id, number from account where id = any(?)")
                .param(ids.toArray(Long[]::new))
                .query((row, number) -> Map.entry(row.getLong(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
