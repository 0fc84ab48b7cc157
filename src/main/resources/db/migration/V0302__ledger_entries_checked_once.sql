-- The postings of an entry are summed before its entry is looked up, which was done for each posting. Owner: package ledger.

create or replace function ledger_check_postings() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
  disagreeing smallint;
begin
  select s.entry_id, s.difference, s.lines,
    s.difference <> 0
      or s.lines is distinct from e.postings::bigint
      or s.first_line <> 1
      or s.last_line <> s.lines as unbalanced
  into bad
  from (
    select p.entry_id, sum(p.amount_minor) as difference, count(*) as lines, min(p.line) as first_line, max(p.line) as last_line,
      min(p.accounting_date) as first_date, max(p.accounting_date) as last_date, min(p.recorded_at) as first_instant,
      max(p.recorded_at) as last_instant, min(a.operator_id) as first_operator, max(a.operator_id) as last_operator,
      min(a.currency) as first_currency, max(a.currency) as last_currency,
      bool_or(a.ledger_account_id is null or a.per_customer_account <> (p.account_id is not null)) as misplaced
    from added p
    left join ledger_account a on a.ledger_account_id = p.ledger_account_id
    group by p.entry_id
    offset 0) s
  left join journal_entry e on e.entry_id = s.entry_id
  where s.difference <> 0
    or s.lines is distinct from e.postings::bigint
    or s.first_line <> 1
    or s.last_line <> s.lines
    or s.misplaced
    or (s.first_date, s.last_date) <> (e.accounting_date, e.accounting_date)
    or (s.first_instant, s.last_instant) <> (e.recorded_at, e.recorded_at)
    or (s.first_operator, s.last_operator) <> (e.operator_id, e.operator_id)
    or (s.first_currency, s.last_currency) <> (e.currency, e.currency)
  limit 1;
  if found and bad.unbalanced then
    raise exception 'journal entry % does not balance: % postings, difference % minor units',
      bad.entry_id, bad.lines, bad.difference using errcode = 'check_violation';
  elsif found then
    select min(p.line) into disagreeing
    from added p
    join journal_entry e on e.entry_id = p.entry_id
    left join ledger_account a on a.ledger_account_id = p.ledger_account_id
    where p.entry_id = bad.entry_id
      and (a.ledger_account_id is null
        or a.operator_id <> e.operator_id
        or a.currency <> e.currency
        or a.per_customer_account <> (p.account_id is not null)
        or p.accounting_date <> e.accounting_date
        or p.recorded_at <> e.recorded_at);
    raise exception 'posting % of journal entry % does not agree with its entry or ledger account',
      disagreeing, bad.entry_id using errcode = 'foreign_key_violation';
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
