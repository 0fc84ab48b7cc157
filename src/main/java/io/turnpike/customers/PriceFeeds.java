package io.turnpike.customers;

import static io.turnpike.customers.Column.optional;
import static io.turnpike.customers.Column.required;

import io.turnpike.customers.DefinitionChecks.Plans;
import io.turnpike.customers.Feed.Check;
import io.turnpike.customers.Feed.Rule;
import io.turnpike.customers.Feed.Target;
import io.turnpike.customers.Feed.Value;
import java.util.List;

/** Prices that an account has for itself, as CSV. */
final class PriceFeeds {
    static final Feed OWN_PRICES = new Feed(
                    "own-prices",
                    List.of(
                            required("operator", "text", Cells::code),
                            required("account", "text", Cells::code),
                            optional("service", "text", Cells::code),
                            required("node", "text", Cells::code),
                            optional("band", "text", Cells::text),
                            required("price", "text", Cells::text),
                            required("valid-from", "date", Cells::date),
                            optional("valid-to", "date", Cells::date)),
                    Rule.NONE,
                    """
            select s.file_no, s.line, s.operator, s.account, s.service, s.node, coalesce(s.band, '') as band, s.price,
                s.valid_from, coalesce(s.valid_to, '9999-01-01') as valid_to,
                o.currency::text as currency, o.id as operator_id, a.id as account_id, v.id as service_id,
                coalesce(pl.plans, '') as plans
            from staged_own_prices s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service
            left join account_plans pl on pl.account_id = a.id
            """,
                    List.of(
                            Checks.knownOperator("own-prices"),
                            Checks.knownAccount("own-prices"),
                            Checks.knownService("own-prices"),
                            Checks.validInOrder("own-prices", "valid_to"),
                            onePriceAtATime("resolved_own_prices", "account_price", "node, band")),
                    List.of(Target.of(
                            "account_price",
                            List.of("account_id", "service_id?", "node", "band", "valid_from"),
                            Value.same("price"),
                            Value.same("valid_to"))),
                    """
            select o.code as operator, a.number as account, v.code as service, p.node, nullif(p.band, '') as band, p.price,
                p.valid_from, nullif(p.valid_to, '9999-01-01') as valid_to
            from account_price p
            join account a on a.id = p.account_id
            join operator o on o.id = a.operator_id
            left join service v on v.id = p.service_id
            order by o.code collate "C", a.number collate "C", v.code collate "C" nulls first, p.node collate "C",
                p.band collate "C", p.valid_from
            """)
            .judged(new Feed.Judgement(
                    List.of("plans", "currency", "node", "band", "price"),
                    """
                exists (
                    select
                    from account_price t
                    where t.account_id = r.account_id
                        and t.service_id is not distinct from r.service_id
                        and t.node = r.node
                        and t.band = r.band
                        and t.price = r.price)
                """,
                    (definitions, line) -> definitions.ownPrice(
                            Plans.of(line.get(0)), line.get(1), line.get(2), line.get(3), line.get(4))));

    static final Feed OWN_FEES = new Feed(
                    "own-fees",
                    List.of(
                            required("operator", "text", Cells::code),
                            required("account", "text", Cells::code),
                            optional("service", "text", Cells::code),
                            required("fee", "text", Cells::code),
                            required("price", "text", Cells::text),
                            required("valid-from", "date", Cells::date),
                            optional("valid-to", "date", Cells::date)),
                    Rule.NONE,
                    """
            select s.file_no, s.line, s.operator, s.account, s.service, s.fee, s.price, s.valid_from,
                coalesce(s.valid_to, '9999-01-01') as valid_to,
                o.currency::text as currency, o.id as operator_id, a.id as account_id, v.id as service_id,
                coalesce(pl.plans, '') as plans
            from staged_own_fees s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service
            left join account_plans pl on pl.account_id = a.id
            """,
                    List.of(
                            Checks.knownOperator("own-fees"),
                            Checks.knownAccount("own-fees"),
                            Checks.knownService("own-fees"),
                            Checks.validInOrder("own-fees", "valid_to"),
                            onePriceAtATime("resolved_own_fees", "account_fee_price", "fee")),
                    List.of(Target.of(
                            "account_fee_price",
                            List.of("account_id", "service_id?", "fee", "valid_from"),
                            Value.same("price"),
                            Value.same("valid_to"))),
                    """
            select o.code as operator, a.number as account, v.code as service, p.fee, p.price, p.valid_from,
                nullif(p.valid_to, '9999-01-01') as valid_to
            from account_fee_price p
            join account a on a.id = p.account_id
            join operator o on o.id = a.operator_id
            left join service v on v.id = p.service_id
            order by o.code collate "C", a.number collate "C", v.code collate "C" nulls first, p.fee collate "C", p.valid_from
            """)
            .judged(new Feed.Judgement(
                    List.of("plans", "currency", "fee", "price"),
                    """
                exists (
                    select
                    from account_fee_price t
                    where t.account_id = r.account_id
                        and t.service_id is not distinct from r.service_id
                        and t.fee = r.fee
                        and t.price = r.price)
                """,
                    (definitions, line) ->
                            definitions.ownFee(Plans.of(line.get(0)), line.get(1), line.get(2), line.get(3))));

    private PriceFeeds() {}

    /** @param what the columns that say which price it is, beside account and service */
    private static Check onePriceAtATime(String resolved, String table, String what) {
        return new Check(
                "valid-from",
                "there is another own price from %s whose validity overlaps",
                "end that one first (valid-to), or begin this one later",
                """
                with state as (
                    select r.file_no, r.line, r.account_id, coalesce(r.service_id, 0) as service, %3$s, r.valid_from, r.valid_to
                    from %1$s r
                    union all
                    select null, null, t.account_id, coalesce(t.service_id, 0), %3$s, t.valid_from, t.valid_to
                    from %2$s t
                    where t.account_id in (select account_id from %1$s)
                        and (t.account_id, coalesce(t.service_id, 0), %3$s, t.valid_from) not in (
                            select r.account_id, coalesce(r.service_id, 0), %3$s, r.valid_from
                            from %1$s r))
                select mine.file_no, mine.line, min(other.valid_from) as detail
                from state mine
                join state other using (account_id, service, %3$s)
                where mine.line is not null
                    and (other.line is null or (other.file_no, other.line) < (mine.file_no, mine.line))
                    and mine.valid_from < other.valid_to
                    and other.valid_from < mine.valid_to
                group by mine.file_no, mine.line
                """.formatted(resolved, table, what));
    }
}
