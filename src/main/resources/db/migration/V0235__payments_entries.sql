-- Which payment a journal entry moves, also when another entry stands for it by now. Owner: package payments.

-- Entries that put a payment, or what was given back of it, somewhere, and were reversed since.
create table payment_past_entry (
  entry_id bigint primary key references journal_entry,
  payment_id bigint not null references payment
);

insert into payment_past_entry (entry_id, payment_id)
select received_entry, payment_id
from payment
where state = 'reversed';

-- What newly came to an account after one moment and up to another, payment by payment: what credited it, less what was taken off, taken
-- back or given back of the same payment. One that was taken off and put on again brings nothing, nor does what was given back of one
-- that was there before. Credit notes and entries by hand are no payments.
create or replace function payments_since(account bigint, since timestamptz, until timestamptz) returns bigint
  language sql stable parallel safe
  return (
    select coalesce(sum(greatest(0, each_payment.minor)), 0)::bigint
    from (
      select -sum(p.amount_minor) as minor
      from posting p
      join ledger_account l using (ledger_account_id)
      join journal_entry e using (entry_id)
      left join journal_entry r on r.entry_id = e.reverses
      left join payment m on m.matched_entry = coalesce(e.reverses, e.entry_id)
      left join payment_refund f on f.entry_id = coalesce(e.reverses, e.entry_id)
      left join payment_past_entry x on x.entry_id = coalesce(e.reverses, e.entry_id)
      where p.account_id = account
        and l.code = 'receivables'
        and p.recorded_at > since
        and p.recorded_at <= until
        and coalesce(r.kind, e.kind) in (3, 6, 7)
      group by coalesce(m.payment_id, f.payment_id, x.payment_id, -coalesce(e.reverses, e.entry_id))) as each_payment);
