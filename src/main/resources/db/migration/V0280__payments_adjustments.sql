-- What a person booked past documents and payments: who, and why. Owner: package payments.
create table adjustment (
  entry_id bigint primary key references journal_entry,
  operator_id bigint not null references operator,
  reference text not null,
  agent text not null,
  reason text not null,
  booked_at timestamptz not null,
  taken_back_by bigint references journal_entry,
  back_agent text,
  back_reason text,
  unique (operator_id, reference),
  check ((taken_back_by is null) = (back_agent is null) and (taken_back_by is null) = (back_reason is null))
);

-- The two sides of each, as people write them.
create view adjustment_side as
select p.entry_id, p.amount_minor, l.code || coalesce('/' || a.account_number, '') as name
from adjustment j
join posting p on p.entry_id = j.entry_id
join ledger_account l using (ledger_account_id)
left join paying_account a on a.account_id = p.account_id;
