-- Promised payments: credit for some days on a customer's word. Nothing of it stands in the journal. Owner: package payments.

create table payment_promise (
  promise_id bigint generated always as identity primary key,
  operator_id bigint not null references operator,
  account_id bigint not null references account,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  rule text not null, -- the group or kind of customer whose terms it was given by
  given_at timestamptz not null,
  given_on date not null, -- in the operator's zone
  last_day date not null,
  expires_at timestamptz not null, -- the end of last_day
  again_on date not null, -- the first day on which the account gets another one
  fee text, -- the one-time fee that was ordered for it
  fee_service bigint references service,
  agent text not null,
  reason text not null,
  state text not null default 'open' check (state in ('open', 'kept', 'broken', 'cancelled')),
  ended_at timestamptz, -- from this moment on it counts nothing
  paid_minor bigint, -- what was paid from its beginning to its end
  ended_by text, -- who cancelled it
  end_reason text,
  check (expires_at > given_at),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'cancelled') = (ended_by is not null)),
  check ((fee is null) = (fee_service is null))
);
create unique index payment_promise_open on payment_promise (account_id) where state = 'open';
create index payment_promise_of_account on payment_promise (account_id, promise_id);
create index payment_promise_ending on payment_promise (promise_id) where state = 'open';

-- What was paid on an account after one moment and up to another: payments that credited it, less those of them that were taken off or
-- taken back. Credit notes and entries by hand are no payments.
create function payments_since(account bigint, since timestamptz, until timestamptz) returns bigint
  language sql stable parallel safe
  return (
    select coalesce(-sum(p.amount_minor), 0)::bigint
    from posting p
    join ledger_account l using (ledger_account_id)
    join journal_entry e using (entry_id)
    left join journal_entry r on r.entry_id = e.reverses
    where p.account_id = account
      and l.code = 'receivables'
      and p.recorded_at > since
      and p.recorded_at <= until
      and (e.kind = 3 or (r.kind = 3 and r.recorded_at > since)));

-- What is promised on an account at a moment and not paid yet: what the promise stands in for until the money comes. This, added to
-- what the account has, is what whoever checks a balance before granting or refusing something goes by.
create function promised_credit(account bigint, at_moment timestamptz) returns bigint
  language sql stable parallel safe
  return (
    select coalesce(sum(greatest(0, p.amount_minor - greatest(0, payments_since(p.account_id, p.given_at, at_moment)))), 0)::bigint
    from payment_promise p
    where p.account_id = account
      and p.given_at <= at_moment
      and p.expires_at > at_moment
      and (p.ended_at is null or p.ended_at > at_moment));
