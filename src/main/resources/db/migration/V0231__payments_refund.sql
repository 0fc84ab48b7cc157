-- Money given back: of a payment, or of what is paid ahead on an account. Owner: package payments.

create table payment_refund (
  refund_id bigint generated always as identity primary key,
  operator_id bigint not null references operator,
  kind text not null check (kind in ('refund', 'chargeback')), -- given by us, or taken by the bank or payment system
  payment_id bigint references payment, -- null: of what was paid ahead on the account
  account_id bigint references account, -- whose money it was; null while nobody knows whose the payment is
  paid_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  from_account text not null, -- of the books: where the money went out
  desk text not null default '',
  receipt_number text, -- of the cash desk, or number of the payment order
  refund_key text, -- of whoever asks: the same key is the same refund
  entry_id bigint not null references journal_entry, -- that stands for it now
  state text not null default 'standing' check (state in ('standing', 'taken-back')),
  agent text not null,
  reason text not null,
  recorded_at timestamptz not null,
  ended_by text,
  end_reason text,
  ended_at timestamptz,
  unique (operator_id, refund_key),
  unique (operator_id, desk, receipt_number),
  check (payment_id is not null or account_id is not null),
  check ((state = 'standing') = (ended_at is null)),
  check ((ended_at is null) = (ended_by is null)),
  check ((ended_at is null) = (end_reason is null))
);
create index payment_refund_of_payment on payment_refund (payment_id) where payment_id is not null;
create index payment_refund_of_account on payment_refund (account_id) where account_id is not null;
create index payment_refund_entry on payment_refund (entry_id);

-- How much of it went out again: never more than came in.
alter table payment add column refunded_minor bigint not null default 0;
alter table payment add constraint payment_refunded_check check (refunded_minor between 0 and amount_minor);
