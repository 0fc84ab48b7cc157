-- Fiscal receipts of payments that an operator takes itself: a row stands in the queue as soon as the payment stands in the books,
-- because both commit together. Owner: package payments.

create table fiscal_receipt (
  receipt_id bigint generated always as identity primary key,
  payment_id bigint not null references payment,
  operation text not null check (operation in ('sell', 'sell-refund')),
  register text not null, -- of cash-registers/
  paid_by text not null check (paid_by in ('cash', 'electronic', 'advance')),
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  debt_minor bigint not null check (debt_minor between 0 and amount_minor), -- what of it was owed when it was paid
  state text not null default 'queued' check (state in ('queued', 'sent', 'done', 'failed', 'given-up')),
  attempt smallint not null default 1, -- of making it: each has a number of its own at the register
  external_id text, -- what the register knows it by; the same however often it is sent
  content text, -- what is sent, frozen before it is sent for the first time
  uuid text, -- the register's own number, once it has accepted it
  tries integer not null default 0, -- since it got into its state
  next_at timestamptz not null, -- not to be tried before
  give_up_at timestamptz not null,
  said text, -- the last error, as the register or the network said it
  queued_at timestamptz not null,
  sent_at timestamptz,
  done_at timestamptz,
  fn_number text, -- what the law wants on paper, as the register said it
  ecr_registration_number text,
  shift_number text,
  fiscal_receipt_number text,
  fiscal_document_number text,
  fiscal_document_attribute text,
  receipt_datetime text,
  ofd_receipt_url text,
  unique (payment_id, operation), -- never doubled
  unique (external_id),
  check ((content is null) = (external_id is null)),
  check (uuid is null or content is not null),
  check (state <> 'sent' or uuid is not null),
  check ((state = 'done') = (done_at is not null)),
  check (state <> 'done' or fiscal_document_number is not null)
);
create index fiscal_receipt_due on fiscal_receipt (next_at) where state in ('queued', 'sent');
create index fiscal_receipt_state on fiscal_receipt (state, receipt_id) where state <> 'done';

-- Whom a receipt is sent to; the tables belong to package customers.
create view receipt_customer as
select a.id as account_id, a.number as account_number, c.kind as customer_kind, c.email, c.phone
from account a
join customer c on c.id = a.customer_id;
