-- What closes what on an account: so much of the entry that credited it, of the entry that debited it. Owner: package payments.
create table payment_allocation (
  allocation_id bigint generated always as identity primary key,
  account_id bigint not null references account,
  debit_entry bigint not null references journal_entry,
  credit_entry bigint not null references journal_entry,
  amount_minor bigint not null check (amount_minor > 0),
  allocated_at timestamptz not null,
  released_at timestamptz -- open again: one of the two entries was reversed
);
create index payment_allocation_live on payment_allocation (account_id) where released_at is null;

-- Documents that ask for money or give it back; the table belongs to package invoicing.
create view payable_document as
select document_id, number, corrects
from billing_document
where number is not null
  and kind in ('invoice', 'credit-note');
