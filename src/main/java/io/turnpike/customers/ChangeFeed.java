package io.turnpike.customers;

import static io.turnpike.customers.Column.optional;
import static io.turnpike.customers.Column.required;

import io.turnpike.customers.Feed.Check;
import io.turnpike.customers.Feed.Target;
import io.turnpike.customers.Feed.Value;
import java.util.List;
import java.util.Set;

/**
 * Dated changes as CSV, one a line in the trade's words: plan, quantity, suspend, resume, terminate, billing-day. {@code effective}
 * says from when: the day itself, the end of the billing period it is in, or that period's start.
 */
final class ChangeFeed {
    static final Feed CHANGES = new Feed(
                    "changes",
                    List.of(
                            required("operator", "text", Cells::code),
                            required("account", "text", Cells::code),
                            optional("service", "text", Cells::code),
                            required("date", "date", Cells::date),
                            required(
                                    "change",
                                    "text",
                                    Cells.oneOf("plan", "quantity", "suspend", "resume", "terminate", "billing-day")),
                            optional("plan", "text", Cells::code),
                            optional("fee", "text", Cells::code),
                            optional("quantity", "int", Cells::quantity),
                            optional("suspension", "text", Cells.oneOf("administrative", "voluntary", "debt")),
                            optional("billing-day", "int", Cells::billingDay),
                            optional("reason", "text", Cells::text),
                            optional("effective", "text", Cells.oneOf("now", "period-end", "period-start")),
                            optional("billed", "text", Cells.oneOf("at-once", "next-run")),
                            optional("cancelled", "text", Cells.oneOf("yes", "no"))),
                    ChangeFeed::complete,
                    """
            select c.*, coalesce(c.written_cancelled, t.cancelled, 'no') as cancelled
            from (
            select s.file_no, s.line, s.operator, s.account, s.service, s.change, s.plan, coalesce(s.fee, '') as fee,
                s.quantity, s.suspension, s.billing_day, s.reason, coalesce(s.billed, 'next-run') as billed,
                case s.change when 'suspend' then 'suspended' when 'resume' then 'active'
                    when 'terminate' then 'terminated' end as status, s.cancelled as written_cancelled,
                o.currency::text as currency, o.id as operator_id, a.id as account_id, v.id as service_id, v.valid_from as service_from,
                case s.effective
                    when 'period-end' then upper(billing_period_on(a.id, v.id, s.date))
                    when 'period-start' then greatest(v.valid_from, lower(billing_period_on(a.id, v.id, s.date)))
                    else s.date
                end as valid_from
            from staged_changes s
            left join operator o on o.code = s.operator
            left join account a on a.operator_id = o.id and a.number = s.account
            left join service v on v.account_id = a.id and v.code = s.service) as c
            left join service_status t on t.service_id = c.service_id and t.valid_from = c.valid_from and t.status = c.status
            """,
                    List.of(
                            Checks.knownOperator("changes"),
                            Checks.knownAccount("changes"),
                            Checks.knownService("changes"),
                            Checks.notBeforeService("changes", "date"),
                            status(
                                    "the service is terminated on %s",
                                    "write an earlier day, or open a new service",
                                    "s.status_before = 'terminated'",
                                    "s.before"),
                            status(
                                    "the service has a change on %s, after its end",
                                    "terminate it after that day",
                                    "s.status = 'terminated' and s.after is not null",
                                    "s.after"),
                            status(
                                    "the service is not suspended on %s",
                                    "write a day on which it is, or suspend it first",
                                    "s.status = 'active' and coalesce(s.status_before, 'active') = 'active'",
                                    "s.valid_from"),
                            status(
                                    "the service is suspended already, from %s",
                                    "write another kind of suspension, or resume it first",
                                    "s.status = 'suspended' and s.suspension = s.suspension_before",
                                    "s.before"),
                            new Check(
                                    "date",
                                    "the service is terminated on %s",
                                    "write an earlier day, or open a new service",
                                    """
                            select r.file_no, r.line, least(e.valid_from, s.valid_from) as detail
                            from resolved_changes r
                            left join service_status e on e.service_id = r.service_id and e.status = 'terminated'
                                and e.cancelled = 'no'
                                and not exists (
                                    select
                                    from resolved_changes c
                                    where c.service_id = e.service_id
                                        and c.valid_from = e.valid_from
                                        and c.cancelled = 'yes')
                            left join resolved_changes s on s.service_id = r.service_id and s.status = 'terminated'
                                and s.cancelled = 'no'
                            where r.change in ('plan', 'quantity')
                                and least(e.valid_from, s.valid_from) <= r.valid_from
                                and not exists (
                                    select
                                    from plan_subscription t
                                    where t.service_id = r.service_id
                                        and t.valid_from = r.valid_from
                                        and t.plan = r.plan)
                                and not exists (
                                    select
                                    from service_quantity t
                                    where t.service_id = r.service_id
                                        and t.valid_from = r.valid_from
                                        and t.fee = r.fee
                                        and t.quantity = r.quantity)
                            """)),
                    List.of(
                            new Target(
                                    "plan_subscription",
                                    "r.change = 'plan'",
                                    List.of("service_id", "valid_from"),
                                    List.of(always("plan"), always("billed"))),
                            new Target(
                                    "service_quantity",
                                    "r.change = 'quantity'",
                                    List.of("service_id", "fee", "valid_from"),
                                    List.of(always("quantity"), always("billed"))),
                            new Target(
                                    "service_status",
                                    "r.status is not null",
                                    List.of("service_id", "valid_from"),
                                    List.of(
                                            always("status"),
                                            always("suspension"),
                                            always("reason"),
                                            always("billed"),
                                            always("cancelled"))),
                            new Target(
                                    "billing_day_change",
                                    "r.change = 'billing-day'",
                                    List.of("account_id", "service_id?", "valid_from"),
                                    List.of(always("billing_day")))),
                    """
            select operator, account, service, date, change, plan, fee, quantity, suspension, billing_day, reason, effective,
                billed, cancelled
            from (
                select o.code as operator, a.number as account, v.code as service, t.valid_from as date,
                    case t.status when 'suspended' then 'suspend' when 'active' then 'resume' else 'terminate' end as change,
                    null as plan, null as fee, null::int as quantity, t.suspension, null::int as billing_day, t.reason,
                    null as effective, nullif(t.billed, 'next-run') as billed, nullif(t.cancelled, 'no') as cancelled
                from service_status t
                join service v on v.id = t.service_id
                join account a on a.id = v.account_id
                join operator o on o.id = a.operator_id
                union all
                select o.code, a.number, v.code, c.valid_from, 'billing-day', null, null, null, null, c.billing_day, null,
                    null, null, null
                from billing_day_change c
                join account a on a.id = c.account_id
                join operator o on o.id = a.operator_id
                left join service v on v.id = c.service_id) as changes
            order by operator collate "C", account collate "C", service collate "C" nulls first, date, change
            """)
            .judged(ServiceFeeds.planOf("r.change <> 'plan'"));

    /** Changes of a service's state. */
    private static final Set<String> STATES = Set.of("suspend", "resume", "terminate");

    private ChangeFeed() {}

    /** Each change needs its own cells, and no others: what is written and not used would be believed. */
    private static void complete(Row row) throws BadCell {
        String change = String.valueOf(row.get("change"));
        allow(row, change, "service", !"billing-day".equals(change), true);
        allow(row, change, "plan", "plan".equals(change), false);
        allow(row, change, "fee", false, "quantity".equals(change));
        allow(row, change, "quantity", "quantity".equals(change), false);
        allow(row, change, "suspension", "suspend".equals(change), false);
        allow(row, change, "billing-day", "billing-day".equals(change), false);
        if (row.get("cancelled") != null && !STATES.contains(change)) {
            throw new BadCell(
                    "cancelled",
                    "the change '" + change + "' cannot be cancelled",
                    "write what holds from that day instead: the plan, quantity or billing day before it");
        }
    }

    private static void allow(Row row, String change, String column, boolean needed, boolean allowed) throws BadCell {
        boolean written = row.get(column) != null;
        if (needed && !written) {
            throw new BadCell(column, "is empty", "the change '" + change + "' needs it");
        }
        if (written && !needed && !allowed) {
            throw new BadCell(column, "the change '" + change + "' has no " + column, "leave it empty");
        }
    }

    private static Value always(String column) {
        return new Value(column, Value.ALWAYS);
    }

    /** Refuses a state that does not follow from the one before it on the service's timeline as it will be. */
    private static Check status(String message, String remedy, String wrong, String detail) {
        return new Check("date", message, remedy, """
                with state as (
                    select r.file_no, r.line, r.service_id, r.valid_from, r.status, r.suspension
                    from resolved_changes r
                    where r.status is not null
                        and r.cancelled = 'no'
                    union all
                    select null, null, t.service_id, t.valid_from, t.status, t.suspension
                    from service_status t
                    where t.cancelled = 'no'
                        and t.service_id in (select service_id from resolved_changes where status is not null)
                        and (t.service_id, t.valid_from) not in (
                            select service_id, valid_from
                            from resolved_changes
                            where status is not null and service_id is not null)),
                sequence as (
                    select state.*,
                        lag(valid_from) over timeline as before,
                        lag(status) over timeline as status_before,
                        lag(suspension) over timeline as suspension_before,
                        lead(valid_from) over timeline as after
                    from state
                    window timeline as (partition by service_id order by valid_from))
                select s.file_no, s.line, %s as detail
                from sequence s
                where s.line is not null
                    and %s
                """.formatted(detail, wrong));
    }
}
