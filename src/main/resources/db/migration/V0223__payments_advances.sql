-- Money of companies that came before anything it is for, with the VAT that it owes until then. Owner: package payments.

create table payment_advance (
  advance_id bigint generated always as identity primary key,
  operator_id bigint not null references operator,
  account_id bigint not null references account,
  payment_id bigint not null references payment,
  matched_entry bigint not null unique references journal_entry, -- the entry by which the money is on the account
  document_id bigint not null unique references billing_document,
  currency char(3) not null,
  received_on date not null,
  before_minor bigint not null check (before_minor >= 0), -- what of the payment was applied in time
  amount_minor bigint not null check (amount_minor > 0), -- what was not
  vat_rate text not null,
  vat_minor bigint not null check (vat_minor > 0 and vat_minor < amount_minor),
  booked_on date not null,
  entry_id bigint not null references journal_entry
);
create index payment_advance_of_account on payment_advance (account_id, advance_id);

-- What was applied of it later, or given back: the VAT of so much is deducted. Less than nothing where it was taken off again.
create table payment_advance_offset (
  advance_id bigint not null references payment_advance,
  offset_number smallint not null,
  applied_on date not null, -- the day of the document it was applied to
  booked_on date not null, -- that day, or the first open one after
  amount_minor bigint not null check (amount_minor <> 0),
  vat_minor bigint not null,
  entry_id bigint references journal_entry, -- null where the VAT of it is less than a minor unit
  primary key (advance_id, offset_number),
  check ((entry_id is null) = (vat_minor = 0))
);
