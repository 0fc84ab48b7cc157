package io.turnpike.customers;

import static io.turnpike.customers.Column.optional;
import static io.turnpike.customers.Column.required;

import io.turnpike.customers.DefinitionChecks.Plans;
import io.turnpike.customers.Feed.Check;
import io.turnpike.customers.Feed.Rule;
import io.turnpike.customers.Feed.Target;
import io.turnpike.customers.Feed.Value;
import java.util.List;

/** Services, what they are known by, the plans they are on and in what quantity, as CSV. */
final class ServiceFeeds {
    static final Feed SERVICES = new Feed(
            "services",
            List.of(
                    required("operator", "text", Cells::code),
                    required("account", "text", Cells::code),
                    required("code", "text", Cells::code),
                    required("kind", "text", Cells.oneOf("internet", "telephony", "iptv", "one-time")),
                    optional("name", "text", Cells::text),
                    required("valid-from", "date", Cells::date),
                    optional("billing-day", "int", Cells::billingDay)),
            Rule.NONE,
            """
            select s.*, o.id as operator_id, a.id as account_id
            from staged_services s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            """,
            List.of(
                    Checks.knownOperator("services"),
                    Checks.knownAccount("services"),
                    new Check(
                            "kind",
                            "the service is %s already",
                            "leave its kind as it is; terminate the service and open another",
                            """
                            select r.file_no, r.line, v.kind as detail
                            from resolved_services r
                            join service v on v.account_id = r.account_id and v.code = r.code
                            where v.kind <> r.kind
                            """)),
            List.of(Target.of(
                    "service",
                    List.of("account_id", "code"),
                    Value.same("kind"),
                    Value.same("name"),
                    Value.same("valid_from"),
                    Value.same("billing_day"))),
            """
            select o.code as operator, a.number as account, v.code, v.kind, v.name, v.valid_from, v.billing_day
            from service v
            join account a on a.id = v.account_id
            join operator o on o.id = a.operator_id
            order by o.code collate "C", a.number collate "C", v.code collate "C"
            """);

    static final Feed IDENTIFIERS = new Feed(
            "identifiers",
            List.of(
                    required("operator", "text", Cells::code),
                    required("account", "text", Cells::code),
                    required("service", "text", Cells::code),
                    required("kind", "text", Cells.oneOf("number", "address", "login", "port")),
                    required("identifier", "text", Cells::text),
                    required("valid-from", "text", Cells::moment),
                    optional("valid-to", "text", Cells::moment)),
            Identifiers::canonical,
            """
            select s.file_no, s.line, s.operator, s.account, s.service, s.kind, s.identifier as value,
                replace(s.valid_from, 'T00:00:00', '') as written_from, replace(s.valid_to, 'T00:00:00', '') as written_to,
                o.id as operator_id, a.id as account_id, v.id as service_id,
                case when s.valid_from like '%Z' then s.valid_from::timestamptz
                    else s.valid_from::timestamp at time zone o.zone end as valid_from,
                coalesce(
                    case when s.valid_to like '%Z' then s.valid_to::timestamptz
                        else s.valid_to::timestamp at time zone o.zone end,
                    '9999-01-01T00:00:00Z') as valid_to
            from staged_identifiers s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service
            """,
            List.of(
                    Checks.knownOperator("identifiers"),
                    Checks.knownAccount("identifiers"),
                    Checks.knownService("identifiers"),
                    Checks.validInOrder("identifiers", "written_to"),
                    new Check(
                            "identifier",
                            "belongs to another service or validity: %s",
                            "end that assignment first (valid-to), or begin this one later",
                            """
                            with state as (
                                select r.file_no, r.line, r.service_id, r.kind, r.value, r.valid_from, r.valid_to
                                from resolved_identifiers r
                                union all
                                select null, null, t.service_id, t.kind, t.value, t.valid_from, t.valid_to
                                from service_identifier t
                                where (t.kind, t.value) in (select kind, value from resolved_identifiers)
                                    and not exists (
                                        select
                                        from resolved_identifiers r
                                        where r.service_id = t.service_id
                                            and r.kind = t.kind
                                            and r.value = t.value
                                            and r.valid_from = t.valid_from)),
                            several as (
                                select kind, value
                                from state
                                group by kind, value
                                having count(*) > 1),
                            clash as (
                                select mine.file_no, mine.line, other.service_id, other.valid_from, other.valid_to
                                from several
                                join state mine using (kind, value)
                                join state other using (kind, value)
                                where mine.line is not null
                                    and (other.line is null or (other.file_no, other.line) < (mine.file_no, mine.line))
                                    and mine.valid_from < other.valid_to
                                    and other.valid_from < mine.valid_to)
                            select distinct on (c.file_no, c.line) c.file_no, c.line,
                                'account ' || a.number || ' service ' || v.code || ' from '
                                    || (c.valid_from at time zone o.zone)::date
                                    || case when c.valid_to < '9999-01-01'
                                        then ' to ' || (c.valid_to at time zone o.zone)::date else '' end as detail
                            from clash c
                            join service v on v.id = c.service_id
                            join account a on a.id = v.account_id
                            join operator o on o.id = a.operator_id
                            order by c.file_no, c.line, c.valid_from
                            """)),
            List.of(new Target(
                    "service_identifier",
                    "true",
                    List.of("service_id", "kind", "value", "valid_from"),
                    List.of(Value.same("valid_to")),
                    "r.written_from")),
            """
            select o.code as operator, a.number as account, v.code as service, i.kind, i.value,
                case when (i.valid_from at time zone o.zone)::time = '00:00'
                    then to_char(i.valid_from at time zone o.zone, 'YYYY-MM-DD')
                    else to_char(i.valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                end as valid_from,
                case
                    when i.valid_to >= '9999-01-01T00:00:00Z' then null
                    when (i.valid_to at time zone o.zone)::time = '00:00'
                    then to_char(i.valid_to at time zone o.zone, 'YYYY-MM-DD')
                    else to_char(i.valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                end as valid_to
            from service_identifier i
            join service v on v.id = i.service_id
            join account a on a.id = v.account_id
            join operator o on o.id = a.operator_id
            order by o.code collate "C", a.number collate "C", v.code collate "C", i.kind, i.value collate "C", i.valid_from
            """);

    static final Feed SUBSCRIPTIONS = new Feed(
                    "subscriptions",
                    List.of(
                            required("operator", "text", Cells::code),
                            required("account", "text", Cells::code),
                            required("service", "text", Cells::code),
                            optional("plan", "text", Cells::code),
                            required("valid-from", "date", Cells::date),
                            optional("billed", "text", Cells.oneOf("at-once", "next-run"))),
                    Rule.NONE,
                    """
            select s.file_no, s.line, s.operator, s.account, s.service, s.plan, s.valid_from,
                coalesce(s.billed, 'next-run') as billed,
                o.currency::text as currency, o.id as operator_id, a.id as account_id, v.id as service_id, v.valid_from as service_from
            from staged_subscriptions s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service
            """,
                    List.of(
                            Checks.knownOperator("subscriptions"),
                            Checks.knownAccount("subscriptions"),
                            Checks.knownService("subscriptions"),
                            Checks.notBeforeService("subscriptions", "valid-from"),
                            Checks.notAfterTermination("subscriptions", "plan_subscription", "true")),
                    List.of(Target.of(
                            "plan_subscription",
                            List.of("service_id", "valid_from"),
                            Value.same("plan"),
                            Value.same("billed"))),
                    """
            select o.code as operator, a.number as account, v.code as service, p.plan, p.valid_from,
                nullif(p.billed, 'next-run') as billed
            from plan_subscription p
            join service v on v.id = p.service_id
            join account a on a.id = v.account_id
            join operator o on o.id = a.operator_id
            order by o.code collate "C", a.number collate "C", v.code collate "C", p.valid_from
            """)
            .judged(planOf("r.plan is null"));

    /** Plans are held against the currency of the operator, unless the service is on the plan from that day already. */
    static Feed.Judgement planOf(String noPlan) {
        return new Feed.Judgement(
                List.of("plan", "currency"),
                noPlan + """
                 or exists (
                    select
                    from plan_subscription t
                    where t.service_id = r.service_id
                        and t.valid_from = r.valid_from
                        and t.plan = r.plan)
                """,
                (definitions, line) -> definitions.plan(line.get(0), line.get(1)));
    }

    static final Feed QUANTITIES = new Feed(
                    "quantities",
                    List.of(
                            required("operator", "text", Cells::code),
                            required("account", "text", Cells::code),
                            required("service", "text", Cells::code),
                            optional("fee", "text", Cells::code),
                            required("quantity", "int", Cells::quantity),
                            required("valid-from", "date", Cells::date),
                            optional("billed", "text", Cells.oneOf("at-once", "next-run"))),
                    Rule.NONE,
                    """
            select s.file_no, s.line, s.operator, s.account, s.service, coalesce(s.fee, '') as fee, s.quantity, s.valid_from,
                coalesce(s.billed, 'next-run') as billed,
                o.currency::text as currency, o.id as operator_id, a.id as account_id, v.id as service_id, v.valid_from as service_from,
                coalesce(pl.plans, '') as plans
            from staged_quantities s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service
            left join account_plans pl on pl.account_id = a.id
            """,
                    List.of(
                            Checks.knownOperator("quantities"),
                            Checks.knownAccount("quantities"),
                            Checks.knownService("quantities"),
                            Checks.notBeforeService("quantities", "valid-from"),
                            Checks.notAfterTermination("quantities", "service_quantity", "r.fee = t.fee")),
                    List.of(Target.of(
                            "service_quantity",
                            List.of("service_id", "fee", "valid_from"),
                            Value.same("quantity"),
                            Value.same("billed"))),
                    """
            select o.code as operator, a.number as account, v.code as service, nullif(q.fee, '') as fee, q.quantity,
                q.valid_from, nullif(q.billed, 'next-run') as billed
            from service_quantity q
            join service v on v.id = q.service_id
            join account a on a.id = v.account_id
            join operator o on o.id = a.operator_id
            order by o.code collate "C", a.number collate "C", v.code collate "C", q.fee collate "C", q.valid_from
            """)
            .judged(new Feed.Judgement(
                    List.of("plans", "fee"),
                    """
                r.fee = ''
                or exists (
                    select
                    from service_quantity t
                    where t.service_id = r.service_id
                        and t.fee = r.fee)
                """,
                    (definitions, line) -> definitions.fee(Plans.of(line.get(0)), line.get(1))));

    static final Feed ORDERS = new Feed(
                    "orders",
                    List.of(
                            required("operator", "text", Cells::code),
                            required("account", "text", Cells::code),
                            required("service", "text", Cells::code),
                            required("fee", "text", Cells::code),
                            required("ordered-on", "date", Cells::date),
                            optional("number", "text", Cells::text),
                            required("quantity", "int", Cells::quantity)),
                    Rule.NONE,
                    """
            select s.file_no, s.line, s.operator, s.account, s.service, s.fee, s.ordered_on, coalesce(s.number, '') as number,
                s.quantity, s.ordered_on as valid_from,
                o.id as operator_id, a.id as account_id, v.id as service_id, v.valid_from as service_from,
                coalesce(p.plan, '') as plan
            from staged_orders s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service
            left join lateral (
                select t.plan
                from plan_subscription t
                where t.service_id = v.id
                    and t.valid_from <= s.ordered_on
                order by t.valid_from desc
                limit 1) p on true
            """,
                    List.of(
                            Checks.knownOperator("orders"),
                            Checks.knownAccount("orders"),
                            Checks.knownService("orders"),
                            Checks.notBeforeService("orders", "ordered-on"),
                            new Check(
                                    "ordered-on",
                                    "the service is terminated on %s",
                                    "write an earlier day, or quantity 0 to cancel the order",
                                    """
                            select r.file_no, r.line, e.valid_from as detail
                            from resolved_orders r
                            join service_status e on e.service_id = r.service_id and e.status = 'terminated'
                                and e.cancelled = 'no'
                            where e.valid_from <= r.ordered_on
                                and r.quantity > 0
                            """)),
                    List.of(Target.of(
                            "fee_order", List.of("service_id", "fee", "ordered_on", "number"), Value.same("quantity"))),
                    """
            select o.code as operator, a.number as account, v.code as service, t.fee, t.ordered_on,
                nullif(t.number, '') as number, t.quantity
            from fee_order t
            join service v on v.id = t.service_id
            join account a on a.id = v.account_id
            join operator o on o.id = a.operator_id
            order by o.code collate "C", a.number collate "C", v.code collate "C", t.fee collate "C", t.ordered_on,
                t.number collate "C"
            """)
            .judged(new Feed.Judgement(
                    List.of("plan", "fee"), """
                r.quantity = 0
                or exists (
                    select
                    from fee_order t
                    where t.service_id = r.service_id
                        and t.fee = r.fee)
                """, (definitions, line) -> definitions.order(line.get(0), line.get(1))));

    private ServiceFeeds() {}
}
