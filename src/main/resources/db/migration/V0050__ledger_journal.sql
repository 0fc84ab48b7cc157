-- The books: chart of accounts, immutable balanced journal, balances, closed periods. Owner: package ledger.

create sequence ledger_account_seq;
create sequence journal_entry_seq;

-- One row an operator, code and currency; made when first posted to.
create table ledger_account (
  ledger_account_id bigint primary key default nextval('ledger_account_seq'),
  operator_id bigint not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)?$'),
  currency char(3) not null,
  per_customer_account boolean not null,
  unique (operator_id, code, currency)
);

create table journal_entry (
  entry_id bigint primary key,
  operator_id bigint not null,
  currency char(3) not null,
  accounting_date date not null,
  recorded_at timestamptz not null,
  kind smallint not null check (kind between 0 and 5),
  reference text not null,
  postings smallint not null check (postings >= 2),
  document_id bigint,
  reverses bigint unique references journal_entry
);
create index journal_entry_document on journal_entry (document_id) where document_id is not null;
-- the same payment or opening balance is booked once however often it is sent
create unique index journal_entry_payment on journal_entry (operator_id, kind, reference) where kind in (0, 3);

-- accounting_date and recorded_at repeat those of the entry, so that a balance of any day is one index scan.
create table posting (
  entry_id bigint not null,
  line smallint not null,
  ledger_account_id bigint not null,
  account_id bigint,
  amount_minor bigint not null check (amount_minor <> 0),
  accounting_date date not null,
  recorded_at timestamptz not null,
  primary key (entry_id, line)
);
create index posting_account on posting (account_id, accounting_date) where account_id is not null;

-- The sum of an account's postings, folded by the trigger below; no index on what changes, room in the page for it.
create table account_balance (
  account_id bigint not null,
  ledger_account_id bigint not null references ledger_account,
  balance_minor bigint not null,
  primary key (account_id, ledger_account_id)
) with (fillfactor = 50);

create table closed_period (
  operator_id bigint not null,
  from_day date not null,
  to_day date not null,
  closed_at timestamptz not null,
  closed_by text not null,
  primary key (operator_id, from_day),
  check (from_day < to_day),
  constraint closed_period_once exclude using gist (int8range(operator_id, operator_id, '[]') with &&, daterange(from_day, to_day) with &&)
);

create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is immutable: reverse the entry instead of a % on %', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger journal_entry_immutable before update or delete on journal_entry
  for each statement execute function ledger_refuse_change();
create trigger posting_immutable before update or delete on posting
  for each statement execute function ledger_refuse_change();

create function ledger_check_entries() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select e.entry_id, e.accounting_date, c.closed_at into bad
  from added e
  join closed_period c on c.operator_id = e.operator_id
    and e.accounting_date >= c.from_day
    and e.accounting_date < c.to_day
  limit 1;
  if found then
    raise exception 'journal entry % of % falls into a period closed at %: book it in an open one',
      bad.entry_id, bad.accounting_date, bad.closed_at using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger journal_entry_open_period after insert on journal_entry
  referencing new table as added for each statement execute function ledger_check_entries();

-- Once per statement, so once per COPY: every entry is whole and sums to zero, its lines agree with it, and balances follow.
-- Lines are numbered 1..postings, so that nothing can be added to an entry later: its numbers are taken.
create function ledger_check_postings() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select p.entry_id, sum(p.amount_minor) as difference, count(*) as lines into bad
  from added p
  left join journal_entry e on e.entry_id = p.entry_id
  group by p.entry_id, e.postings
  having sum(p.amount_minor) <> 0
    or count(*) is distinct from e.postings::bigint
    or min(p.line) <> 1
    or max(p.line) <> count(*)
  limit 1;
  if found then
    raise exception 'journal entry % does not balance: % postings, difference % minor units',
      bad.entry_id, bad.lines, bad.difference using errcode = 'check_violation';
  end if;

  select p.entry_id, p.line into bad
  from added p
  join journal_entry e on e.entry_id = p.entry_id
  left join ledger_account a on a.ledger_account_id = p.ledger_account_id
  where a.ledger_account_id is null
    or a.operator_id <> e.operator_id
    or a.currency <> e.currency
    or a.per_customer_account <> (p.account_id is not null)
    or p.accounting_date <> e.accounting_date
    or p.recorded_at <> e.recorded_at
  limit 1;
  if found then
    raise exception 'posting % of journal entry % does not agree with its entry or ledger account',
      bad.line, bad.entry_id using errcode = 'foreign_key_violation';
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

create trigger posting_balanced after insert on posting
  referencing new table as added for each statement execute function ledger_check_postings();
