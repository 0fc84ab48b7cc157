package io.turnpike.customers;

import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts and services by the names people use for them. */
public final class AccountNames {
    private final JdbcClient jdbc;

    public AccountNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account as people name it. */
    public record NamedAccount(long accountId, String operator, String number) {}

    /** A service as people name it: {@code meridian 100001/tel}. */
    public record ServiceName(String operator, String account, String code) {
        @Override
        public String toString() {
            return operator + " " + account + "/" + code;
        }
    }

    /**
     * The accounts with a number; more than one where operators use the same numbers.
     *
     * @param operator code; null for all operators
     */
    public List<NamedAccount> withNumber(@Nullable String operator, String number) {
        return jdbc.sql("""
                        select a.id as account_id, o.code as operator, a.number
                        from account a
                        join operator o on o.id = a.operator_id
                        where a.number = :number
                          and (:operator::text is null or o.code = :operator)
                        order by o.code collate "C"
                        """)
                .param("number", number)
                .param("operator", operator)
                .query(NamedAccount.class)
                .list();
    }

    /** What a service is called; empty when it is not known. */
    public Optional<ServiceName> service(long serviceId) {
        return jdbc.sql("""
                        select o.code as operator, a.number as account, s.code
                        from service s
                        join account a on a.id = s.account_id
                        join operator o on o.id = a.operator_id
                        where s.id = ?
                        """).param(serviceId).query(ServiceName.class).optional();
    }

    /** Every plan a service is or was to be on, with how many subscriptions name it, by name. */
    public Map<String, Long> plans() {
        Map<String, Long> plans = new LinkedHashMap<>();
        jdbc.sql("""
                        select plan, count(*)
                        from plan_subscription
                        where plan is not null
                        group by plan
                        order by plan collate "C"
                        """).query(row -> {
            plans.put(row.getString(1), row.getLong(2));
        });
        return plans;
    }

    /**
     * What documents print of a customer, or of one service.
     *
     * @param whose the customer's number, or the account's number and the service's code
     * @param text all of it, with blanks between
     */
    public record PrintedText(String operator, String whose, String text) {}

    /** Printed texts of customers and services that hold other than Latin, Greek and Cyrillic letters and usual signs. */
    public List<PrintedText> unusualTexts(int most) {
        return jdbc.sql("""
                        select operator, whose, text
                        from (
                          select o.code as operator, 'customer ' || c.number as whose,
                            concat_ws(' ', c.name, c.full_name, c.city, c.street, c.house, c.flat) as text
                          from customer c
                          join operator o on o.id = c.operator_id
                          union all
                          select o.code, 'service ' || a.number || '/' || s.code, s.name
                          from service s
                          join account a on a.id = s.account_id
                          join operator o on o.id = a.operator_id
                          where s.name is not null
                        ) printed
                        where text ~ '[^ -~À-ſΑ-ώЀ-ӿ«»№–—’“”„§°]'
                        order by operator collate "C", whose collate "C"
                        limit ?
                        """).param(most).query(PrintedText.class).list();
    }

    /** The wall clock of an account's operator. */
    public ZoneId zone(long accountId) {
        return ZoneId.of(jdbc.sql("""
                        select o.zone
                        from account a
                        join operator o on o.id = a.operator_id
                        where a.id = ?
                        """).param(accountId).query(String.class).single());
    }

    /** The currency an account is billed in: its operator's. */
    public Currency currency(long accountId) {
        return Currency.getInstance(
                jdbc.sql("""
                        select o.currency
                        from account a
                        join operator o on o.id = a.operator_id
                        where a.id = ?
                        """).param(accountId).query(String.class).single());
    }

    /** Ids of an operator's accounts, of all where it is null, ascending from after one. */
    public List<Long> page(@Nullable String operator, long after, int most) {
        return jdbc.sql("""
                        select a.id
                        from account a
                        join operator o on o.id = a.operator_id
                        where a.id > :after
                          and (:operator::text is null or o.code = :operator)
                        order by a.id
                        limit :most
                        """)
                .param("after", after)
                .param("operator", operator)
                .param("most", most)
                .query(Long.class)
                .list();
    }
}
