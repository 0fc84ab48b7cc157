-- Balances kept when a period is closed, and quick ways to the postings of a period. Owner: package ledger.

-- What each account of the books stood at when its closed period ended. Nothing can be booked before that any more, so it is where a
-- later balance begins to count. Kept only where no day before is open.
create table closed_balance (
  operator_id bigint not null,
  from_day date not null,
  ledger_account_id bigint not null references ledger_account,
  to_day date not null, -- of the closed period: the balance is that at its beginning
  balance_minor bigint not null,
  primary key (operator_id, from_day, ledger_account_id),
  foreign key (operator_id, from_day) references closed_period
);

create trigger closed_balance_immutable before update or delete on closed_balance
  for each statement execute function ledger_refuse_change();
create trigger closed_balance_not_emptied before truncate on closed_balance
  for each statement execute function ledger_refuse_change();

-- Days and moments of booking follow the order in which rows are written: a few hundred bytes lead to the blocks of a month.
create index posting_days on posting using brin (accounting_date, recorded_at) with (pages_per_range = 32);
create index journal_entry_days on journal_entry using brin (accounting_date, recorded_at) with (pages_per_range = 32);
