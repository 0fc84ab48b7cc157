-- The returns of a payment never exceed its sale: what is paid out of an account gives back payments too. Owner: package payments.

-- A return that was cut short is made up for by another one when something else of its payment is taken back.
alter table fiscal_receipt add column part smallint not null default 1;
alter table fiscal_receipt drop constraint fiscal_receipt_once;
alter table fiscal_receipt add constraint fiscal_receipt_once unique nulls not distinct (payment_id, operation, refund_id, part);

-- What a receipt of money paid out of an account gives back of which payment.
create table fiscal_payout_part (
  receipt_id bigint not null references fiscal_receipt on delete cascade,
  payment_id bigint not null references payment,
  amount_minor bigint not null check (amount_minor > 0),
  debt_minor bigint not null check (debt_minor between 0 and amount_minor),
  primary key (receipt_id, payment_id)
);
create index fiscal_payout_part_payment on fiscal_payout_part (payment_id);

-- What receipts have given back of payments; less than nothing where one makes a return good.
create view fiscal_given_back as
select payment_id, refund_id,
  case when operation = 'sell-refund' then amount_minor else -amount_minor end as amount_minor,
  case when operation = 'sell-refund' then debt_minor else -debt_minor end as debt_minor
from fiscal_receipt
where payment_id is not null
  and (operation = 'sell-refund' or refund_id is not null)
union all
select t.payment_id, r.refund_id,
  case when r.operation = 'sell-refund' then t.amount_minor else -t.amount_minor end,
  case when r.operation = 'sell-refund' then t.debt_minor else -t.debt_minor end
from fiscal_payout_part t
join fiscal_receipt r using (receipt_id);

-- What of a return was owed when the payment came: what was not owed is given back first.
create function fiscal_debt_returned(amount bigint, sale bigint, sale_debt bigint, back bigint, back_debt bigint) returns bigint
  language sql immutable parallel safe
  return greatest(0, least(amount, sale_debt - back_debt, amount - (sale - sale_debt - (back - back_debt))));

create index payment_past_entry_payment on payment_past_entry (payment_id);

-- Payments by the entries that have ever credited an account with them.
create view payment_credit as
select matched_entry as entry_id, payment_id
from payment
where matched_entry is not null
union all
select entry_id, payment_id
from payment_past_entry;

-- What closes what, and what once did; each half has an index of its own.
create view payment_allocation_ever as
select allocation_id, account_id, debit_entry, credit_entry, amount_minor
from payment_allocation
where released_at is null
union all
select allocation_id, account_id, debit_entry, credit_entry, amount_minor
from payment_allocation
where released_at is not null;

-- Which payments money paid out of an account had come by: by what closed it first, and behind an entry that brought it from another account by
-- what that was taken of.
create view payout_payment as
with closed as not materialized (
  select f.refund_id, f.account_id, l.credit_entry, least(l.amount_minor, f.amount_minor - l.before_minor) as amount_minor
  from payment_refund f
  cross join lateral (
    select e.credit_entry, e.amount_minor,
      coalesce(sum(e.amount_minor) over (
        order by e.allocation_id rows between unbounded preceding and 1 preceding), 0)::bigint as before_minor
    from payment_allocation_ever e
    where e.account_id = f.account_id
      and e.debit_entry = f.entry_id) l
  where f.payment_id is null
    and l.before_minor < f.amount_minor)
select refund_id, payment_id, sum(amount_minor)::bigint as amount_minor
from (
  select k.refund_id, c.payment_id, k.amount_minor
  from closed k
  join payment_credit c on c.entry_id = k.credit_entry
  union all
  select k.refund_id, c.payment_id, least(o.amount_minor, k.amount_minor - o.before_minor)
  from closed k
  join journal_entry t on t.entry_id = k.credit_entry
    and t.kind = 9
  join posting q on q.entry_id = t.entry_id
    and q.account_id <> k.account_id
  cross join lateral (
    select e.credit_entry, e.amount_minor,
      coalesce(sum(e.amount_minor) over (
        order by e.allocation_id rows between unbounded preceding and 1 preceding), 0)::bigint as before_minor
    from payment_allocation_ever e
    where e.account_id = q.account_id
      and e.debit_entry = t.entry_id) o
  join payment_credit c on c.entry_id = o.credit_entry
  where o.before_minor < k.amount_minor) of_payment
group by refund_id, payment_id;

-- Receipts of before say it too, as far as their payments were not given back otherwise.
insert into fiscal_payout_part (receipt_id, payment_id, amount_minor, debt_minor)
select r.receipt_id, o.payment_id, least(o.amount_minor, p.amount_minor - b.amount_minor), 0
from fiscal_receipt r
join payout_payment o on o.refund_id = r.refund_id
join payment p on p.payment_id = o.payment_id
cross join lateral (
  select coalesce(sum(g.amount_minor), 0)::bigint as amount_minor
  from fiscal_given_back g
  where g.payment_id = o.payment_id) b
where r.payment_id is null
  and p.amount_minor > b.amount_minor;
