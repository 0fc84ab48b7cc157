-- Accounts that one invoice adds together: those of one operator, customer and billing day; the table belongs to package customers.
-- Owner: package payments.
create view joint_account as
select id as account_id, operator_id, customer_id, billing_day
from account
where invoice_per = 'customer';

-- The day of what an entry asks for: a transfer (9) closes the debt of the document it names on another account, as of that debt's day.
create function debt_day(entry_kind smallint, document bigint, day date) returns date
  language sql stable parallel safe
  return case
    when entry_kind <> 9 then day
    else coalesce(
      (select min(e.accounting_date) from journal_entry e where e.document_id = document and e.kind in (1, 8)),
      day)
  end;

-- As before, and what came to an account by a transfer (9) was paid for it as well.
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
        and coalesce(r.kind, e.kind) in (3, 6, 7, 9)
      group by coalesce(m.payment_id, f.payment_id, x.payment_id, -coalesce(e.reverses, e.entry_id))) as each_payment);
