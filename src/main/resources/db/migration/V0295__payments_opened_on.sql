-- Since which day of the books money counts on its account, and until which it closed a debt: VAT on advances of days that are over stays
-- as it was, whatever is undone later. Owner: package payments.

-- The day of what opened the debt again: a refund's, or that of the reversal. Null: it stands, or was opened before this was kept.
alter table payment_allocation
  add column released_on date,
  add constraint payment_allocation_released_on_check check (released_on is null or released_at is not null);

alter table payment_advance
  add column placed_on date, -- since when the money counts on its account: the day it came, or on which it was moved there
  add column begins_on date; -- since when this much of it was an advance: that day, or the day on which something it had closed was undone

update payment_advance
set placed_on = received_on, begins_on = received_on;

alter table payment_advance
  alter column placed_on set not null,
  alter column begins_on set not null,
  drop constraint payment_advance_matched_entry_key,
  add constraint payment_advance_part_key unique (matched_entry, before_minor);

-- Of money that was taken off its account the day is that of the reversal: what it had closed until then stays deducted where it was.
update payment_allocation l
set released_on = r.accounting_date
from journal_entry r
where r.reverses = l.credit_entry
  and l.released_at >= r.recorded_at
  and l.credit_entry in (select matched_entry from payment_advance)
  and not exists (
    select 1
    from journal_entry d
    where d.reverses = l.debit_entry
      and d.recorded_at < r.recorded_at);

-- Since when a payment counts on the account it is on: since the day it came, or where it was on an account before, since it was moved.
create function placed_on(of_payment bigint, matched bigint, paid date) returns date
  language sql stable parallel safe
  return case
    when exists (
      select 1
      from payment_past_entry x
      join posting q on q.entry_id = x.entry_id
      where x.payment_id = of_payment
        and x.entry_id < matched
        and q.account_id is not null
        and q.amount_minor < 0)
    then greatest(paid, (select m.accounting_date from journal_entry m where m.entry_id = matched))
    else paid
  end;
