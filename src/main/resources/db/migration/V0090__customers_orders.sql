-- A change of a quantity says when it is billed, as changes of plan and state do.
alter table service_quantity
    add column billed text not null default 'next-run' check (billed in ('at-once', 'next-run'));

-- Ordered on this day: a one-time fee of the plan, so many times. Several orders of a day are told apart by their numbers; an order
-- of quantity 0 is cancelled.
create table fee_order (
    service_id bigint not null references service,
    fee text not null,
    ordered_on date not null,
    number text not null default '',
    quantity int not null check (quantity >= 0),
    primary key (service_id, fee, ordered_on, number)
);

-- The billing period of a service (or, where it is null, of the account) that holds a day. A change of the billing day takes hold on
-- the first new billing day on or after it; until then the old periods go on, and the last of them is cut short there. A later
-- change that takes hold first drops an earlier one.
create function billing_period_on(account bigint, service bigint, day date) returns daterange
    language sql stable parallel safe
    return (
        with own as (
            select c.valid_from, c.billing_day
            from billing_day_change c
            where c.account_id = account and c.service_id = service),
        change as (
            select own.valid_from, own.billing_day
            from own
            union all
            select c.valid_from, c.billing_day
            from billing_day_change c
            where c.account_id = account
                and c.service_id is null
                and not exists (select 1 from service v where v.id = service and v.billing_day is not null)
                and not exists (select 1 from own where own.valid_from <= c.valid_from)),
        stretch as (
            select '-infinity'::date as valid_from, '-infinity'::date as holds,
                coalesce(
                    (select v.billing_day from service v where v.id = service),
                    (select a.billing_day from account a where a.id = account)) as billing_day
            union all
            select c.valid_from,
                min(case
                        when billing_period_start(c.valid_from, c.billing_day) = c.valid_from then c.valid_from
                        else billing_period_end(c.valid_from, c.billing_day)
                    end)
                    over (order by c.valid_from rows between current row and unbounded following),
                c.billing_day
            from change c),
        held as (
            select s.billing_day
            from stretch s
            where s.holds <= day
            order by s.valid_from desc
            limit 1)
        select daterange(
            billing_period_start(day, h.billing_day),
            least(
                billing_period_end(day, h.billing_day),
                (select min(s.holds) from stretch s where s.holds > day)))
        from held h);

drop function billing_day_on(bigint, bigint, date);
