-- What a bill run pays for each row, less: one pass for the checks of postings, no index entry for what is not there, and periods that
-- are marked in their place.

-- Whether an entry is whole, balanced and agrees with its postings is asked in one pass over the statement's rows and the range of its
-- entries. It was two, of which one looked each entry up.
create or replace function ledger_check_postings() returns trigger language plpgsql as $$
declare
  first_entry bigint;
  last_entry bigint;
  bad record;
begin
  select min(entry_id), max(entry_id) into first_entry, last_entry
  from added;
  select p.entry_id, sum(p.amount_minor) as difference, count(*) as lines,
    sum(p.amount_minor) = 0
      and count(*) is not distinct from e.postings::bigint
      and min(p.line) = 1
      and max(p.line) = count(*) as whole,
    min(p.line) filter (where not coalesce(
      a.operator_id = e.operator_id
        and a.currency = e.currency
        and a.per_customer_account = (p.account_id is not null)
        and p.accounting_date = e.accounting_date
        and p.recorded_at = e.recorded_at,
      false)) as disagrees into bad
  from added p
  left join journal_entry e on e.entry_id = p.entry_id
    and e.entry_id between first_entry and last_entry
  left join ledger_account a on a.ledger_account_id = p.ledger_account_id
  group by p.entry_id, e.postings
  having sum(p.amount_minor) <> 0
    or count(*) is distinct from e.postings::bigint
    or min(p.line) <> 1
    or max(p.line) <> count(*)
    or count(*) <> count(*) filter (
      where a.operator_id = e.operator_id
        and a.currency = e.currency
        and a.per_customer_account = (p.account_id is not null)
        and p.accounting_date = e.accounting_date
        and p.recorded_at = e.recorded_at)
  limit 1;
  if found and bad.whole then
    raise exception 'posting % of journal entry % does not agree with its entry or ledger account',
      bad.disagrees, bad.entry_id using errcode = 'foreign_key_violation';
  elsif found then
    raise exception 'journal entry % does not balance: % postings, difference % minor units',
      bad.entry_id, bad.lines, bad.difference using errcode = 'check_violation';
  end if;

  insert into account_balance (account_id, ledger_account_id, balance_minor)
  select account_id, ledger_account_id, sum(amount_minor)
  from added
  where account_id is not null
  group by account_id, ledger_account_id
  order by account_id, ledger_account_id
  on conflict (account_id, ledger_account_id)
    do update set balance_minor = account_balance.balance_minor + excluded.balance_minor;
  return null;
end $$;

-- Written by the function above alone, of postings whose ledger account it has found.
alter table account_balance drop constraint account_balance_ledger_account_id_fkey;
create trigger ledger_account_kept before delete on ledger_account
  for each statement execute function ledger_refuse_change();

-- Of a hundred entries hardly one reverses another.
alter table journal_entry drop constraint journal_entry_reverses_key;
create unique index journal_entry_reverses on journal_entry (reverses) where reverses is not null;

-- A draft has no number to be found by.
drop index billing_document_printed_number;
create index billing_document_printed_number on billing_document (operator_id, number) where number is not null;

-- An account stands in one draft: by a column that does not change when its period is drafted, so that the row is marked in its place.
-- While the state itself was in the index, each mark was an entry in every index of the table.
alter table billing_period add column in_draft boolean generated always as (state < 2) stored;
drop index billing_period_one_draft;
create unique index billing_period_one_draft on billing_period (account_id) where in_draft;
