-- Payments that payment systems make over the network: what they were answered, once and for all. Owner: package payments.

-- The same bytes again, whenever the transaction is sent again.
create table payment_answer (
  payment_id bigint primary key references payment,
  system text not null,
  typed text not null, -- the account as the subscriber typed it
  status smallint not null,
  content_type text not null,
  answer bytea not null,
  answered_at timestamptz not null,
  cancel_status smallint,
  cancel_content_type text,
  cancel_answer bytea,
  cancelled_at timestamptz, -- by the system itself
  check ((cancelled_at is null) = (cancel_answer is null)),
  check ((cancel_status is null) = (cancel_answer is null)),
  check ((cancel_content_type is null) = (cancel_answer is null))
);

-- Transactions that were cancelled before they came: they are never booked.
create table payment_forbidden (
  source text not null,
  reference text not null,
  system text not null,
  forbidden_at timestamptz not null,
  primary key (source, reference)
);

-- What was refused, for people to look at; the same again is counted.
create table payment_refusal (
  refusal_id bigint generated always as identity primary key,
  system text not null,
  command text not null,
  transaction text not null,
  typed text not null,
  amount_minor bigint,
  result text not null,
  detail text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null default 1,
  unique nulls not distinct (system, transaction, command, result, typed, amount_minor)
);
create index payment_refusal_time on payment_refusal (last_at);

-- From when an account has no service any more; the tables belong to package customers.
create view paying_account_end as
select s.account_id, case when bool_and(t.valid_from is not null) then max(t.valid_from) end as closed_from
from service s
left join service_status t on t.service_id = s.id
  and t.status = 'terminated'
group by s.account_id;
