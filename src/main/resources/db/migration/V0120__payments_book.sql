-- Money received, what waits for a person, what is none of ours, and what each file said of itself. Owner: package payments.

create sequence payment_seq;

-- Known by (source, reference): the same payment is booked once, however often and in however many files it comes.
create table payment (
  payment_id bigint primary key,
  operator_id bigint not null references operator,
  source text not null, -- the reader it came by, or the desk of an operator
  reference text not null,
  document_number text, -- what a bookkeeper looks it up by, where it differs from the reference
  paid_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  commission_minor bigint not null default 0 check (commission_minor between 0 and amount_minor),
  currency char(3) not null,
  into_account text not null, -- of the books: where the money came in
  own_account text,
  payer_name text,
  payer_inn text,
  payer_account text,
  purpose text,
  said json, -- what the row says of the customer, by kind of identifier
  file_id integer references input_file,
  line_number bigint,
  account_id bigint references account, -- whose it is; null while that is not known
  matched_by text,
  received_entry bigint not null references journal_entry, -- brought the money in
  matched_entry bigint references journal_entry, -- credited the account; the same one where it was known at once
  state text not null check (state in ('matched', 'unmatched', 'reversed')),
  recorded_at timestamptz not null,
  unique (source, reference),
  check ((file_id is null) = (line_number is null)),
  check ((state = 'matched') = (account_id is not null)),
  check ((state = 'matched') = (matched_entry is not null))
);
create index payment_of_account on payment (account_id, paid_on) where account_id is not null;
create index payment_matched on payment (matched_entry) where matched_entry is not null;
create index payment_of_file on payment (file_id, line_number) where file_id is not null;
create index payment_unmatched on payment (payment_id) where state = 'unmatched';
create index payment_day on payment (operator_id, paid_on);

-- Everything a person did to a payment, in order, with the entries it made.
create table payment_act (
  payment_id bigint not null references payment,
  act_number smallint not null,
  act text not null check (act in ('added', 'matched', 'unmatched', 'reversed')),
  account_id bigint references account,
  agent text not null,
  reason text not null,
  acted_at timestamptz not null,
  primary key (payment_id, act_number)
);

-- A line that could not be booked: kept as it came, tried again when the cause is mended.
create table payment_quarantine (
  quarantine_id bigint generated always as identity primary key,
  file_id integer not null references input_file,
  line_number bigint not null,
  source text not null,
  reference text not null, -- of its bytes where the line has none that could be read
  direction text not null check (direction in ('in', 'out', 'unknown')),
  currency char(3) not null,
  amount_minor bigint, -- null: could not be read
  reason text not null,
  detail text not null,
  raw bytea not null,
  tries integer not null default 0,
  state text not null default 'open' check (state in ('open', 'booked', 'dismissed')),
  quarantined_at timestamptz not null,
  settled_at timestamptz,
  note text,
  unique (file_id, line_number, direction)
);
create index payment_quarantine_key on payment_quarantine (source, reference);
create index payment_quarantine_open on payment_quarantine (quarantine_id) where state = 'open';

-- Lines that a named rule says are no payments of customers: own transfers, charges of the bank, money out.
create table payment_set_aside (
  file_id integer not null references input_file,
  line_number bigint not null,
  direction text not null check (direction in ('in', 'out')),
  source text not null,
  reference text not null,
  rule text not null,
  happened_on date not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  party text,
  purpose text,
  primary key (file_id, line_number, direction),
  unique (source, reference)
);

-- Lines that an earlier file brought already.
create table payment_repeat (
  file_id integer not null references input_file,
  line_number bigint not null,
  direction text not null check (direction in ('in', 'out')),
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  first_file_id integer references input_file, -- null: booked by hand
  first_line_number bigint,
  primary key (file_id, line_number, direction)
);

-- What a statement holds, by currency and direction: counted when it was read through before anything of it was booked.
create table payment_statement (
  file_id integer not null references input_file,
  currency char(3) not null,
  direction text not null check (direction in ('in', 'out', 'unknown')),
  lines bigint not null check (lines >= 0),
  amount_minor bigint not null, -- of the lines whose amount could be read
  declared_minor bigint, -- what the file itself says of this sum
  primary key (file_id, currency, direction)
);

-- What became of the lines of each statement: beside payment_statement, every line and kopeck must be found here.
create view payment_fate as
select file_id, currency, 'in' as direction, 'posted' as fate, count(*) as lines, sum(amount_minor) as amount_minor
from payment
where file_id is not null
group by file_id, currency
union all
select file_id, currency, direction, 'quarantined', count(*), coalesce(sum(amount_minor), 0)
from payment_quarantine
where state <> 'booked'
group by file_id, currency, direction
union all
select file_id, currency, direction, 'set aside', count(*), sum(amount_minor)
from payment_set_aside
group by file_id, currency, direction
union all
select file_id, currency, direction, 'repeated', count(*), sum(amount_minor)
from payment_repeat
group by file_id, currency, direction;

-- Whom a payment can be meant for; the tables belong to package customers.
create view paying_account as
select a.id as account_id, a.operator_id, a.number as account_number, a.contract, c.inn, c.phone,
  coalesce(c.full_name, c.name) as customer_name
from account a
join customer c on c.id = a.customer_id;

create view paying_identifier as
select i.kind, i.value, i.valid_to, s.account_id, a.operator_id
from service_identifier i
join service s on s.id = i.service_id
join account a on a.id = s.account_id;

-- What an account was asked to pay; the table belongs to package invoicing.
create view payable_invoice as
select d.document_id, d.operator_id, d.account_id, d.number, d.document_date, d.currency, d.gross_minor, d.amount_due_minor
from billing_document d
where d.kind = 'invoice'
  and d.number is not null;
