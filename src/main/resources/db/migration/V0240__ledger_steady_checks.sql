-- The checks of the journal take the same time whatever the session posted before and whatever the statistics say. A session keeps the
-- plan its first statement got: made for a block of thousands of entries it read the whole journal, and every single payment that
-- followed in that session did too. So entries are always looked up by their key, which costs a block no more. Owner: package ledger.

create or replace function ledger_check_postings() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
begin
  select p.entry_id, sum(p.amount_minor) as difference, count(*) as lines,
    sum(p.amount_minor) <> 0
      or count(*) is distinct from e.postings::bigint
      or min(p.line) <> 1
      or max(p.line) <> count(*) as unbalanced,
    min(p.line) filter (
      where a.ledger_account_id is null
        or a.operator_id <> e.operator_id
        or a.currency <> e.currency
        or a.per_customer_account <> (p.account_id is not null)
        or p.accounting_date <> e.accounting_date
        or p.recorded_at <> e.recorded_at) as disagreeing
  into bad
  from added p
  left join journal_entry e on e.entry_id = p.entry_id
  left join ledger_account a on a.ledger_account_id = p.ledger_account_id
  group by p.entry_id, e.postings
  having sum(p.amount_minor) <> 0
    or count(*) is distinct from e.postings::bigint
    or min(p.line) <> 1
    or max(p.line) <> count(*)
    or bool_or(
      a.ledger_account_id is null
        or a.operator_id <> e.operator_id
        or a.currency <> e.currency
        or a.per_customer_account <> (p.account_id is not null)
        or p.accounting_date <> e.accounting_date
        or p.recorded_at <> e.recorded_at)
  limit 1;
  if found and bad.unbalanced then
    raise exception 'journal entry % does not balance: % postings, difference % minor units',
      bad.entry_id, bad.lines, bad.difference using errcode = 'check_violation';
  elsif found then
    raise exception 'posting % of journal entry % does not agree with its entry or ledger account',
      bad.disagreeing, bad.entry_id using errcode = 'foreign_key_violation';
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

-- Without statistics, as after a first large block, the planner went through all postings of the block for each of its entries.
alter function ledger_check_posted() set enable_nestloop = off;
