-- Bill runs, bills with their lines, and the documents made of them. Owner: package invoicing.

create table bill_run (
  bill_run_id bigint generated always as identity primary key,
  operator_id bigint not null references operator,
  run_day date not null,
  reason text not null check (reason in ('cycle', 'account', 'past-period')),
  -- charges of later batches wait for the next run
  cutoff_batch integer not null,
  state text not null check (state in ('drafting', 'draft', 'releasing', 'released', 'discarded')),
  opened_at timestamptz not null,
  released_at timestamptz,
  released_by text,
  -- bills up to this one are in the books; a release that was interrupted goes on behind it
  posted_bill_id bigint not null default 0
);
create index bill_run_of_operator on bill_run (operator_id, run_day);

create sequence bill_seq;

-- One account, or several accounts of one customer, in one run.
create table bill (
  bill_id bigint primary key,
  bill_run_id bigint not null references bill_run,
  account_id bigint not null, -- the first by number where there are several
  customer_id bigint not null,
  period_from date not null,
  period_to date not null,
  document_date date not null,
  currency char(3) not null,
  -- the rendered lines are the billed ones and are not stored twice
  rendered_as_billed boolean not null,
  charged_minor bigint not null, -- gross of the billed and credited lines
  check (period_from < period_to)
);
create index bill_of_run on bill (bill_run_id, bill_id);
create index bill_of_account on bill (account_id, bill_id);

-- What of an account's charges has been taken. The taken set is always a rectangle: usage before to_day (fees with bill_on up
-- to to_day) and batch up to cutoff_batch; the next period takes its own rectangle less this one.
create table billing_period (
  account_id bigint not null references account,
  bill_run_id bigint not null references bill_run,
  unit_id bigint not null, -- accounts of one bill share it: the lowest of their ids
  from_day date not null,
  to_day date not null,
  cutoff_batch integer not null,
  previous_to date, -- null: nothing was taken before
  previous_cutoff integer,
  state smallint not null check (state between 0 and 3), -- 0 planned, 1 drafted, 2 carried forward, 3 closed
  bill_id bigint, -- of table bill; not indexed, so that marking a block of periods stays cheap
  primary key (bill_run_id, account_id),
  check (from_day < to_day)
) with (fillfactor = 70);
create index billing_period_last on billing_period (account_id, to_day, cutoff_batch);
create unique index billing_period_one_draft on billing_period (account_id) where state < 2;
create index billing_period_planned on billing_period (bill_run_id, unit_id);

create table document_line (
  bill_id bigint not null,
  part smallint not null check (part between 0 and 2), -- 0 billed, 1 rendered, 2 credited
  position smallint not null,
  account_id bigint not null,
  service_id bigint, -- these five are what the line was grouped by; null: not told apart
  item text not null,
  zone text,
  plan text,
  credit boolean not null,
  name text not null,
  period_from date not null,
  period_to date not null,
  quantity text not null check (quantity ~ '^-?[0-9]+(\.[0-9]+)?$'), -- in units of the charge: seconds, bytes, events, pieces
  amount_micros bigint not null, -- the exact sum of its charges
  vat_rate text not null,
  revenue text not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  gross_minor bigint not null,
  primary key (bill_id, part, position),
  check (net_minor + vat_minor = gross_minor)
);

create sequence billing_document_seq;

create table billing_document (
  document_id bigint primary key,
  bill_id bigint not null references bill,
  bill_run_id bigint not null,
  operator_id bigint not null,
  kind text not null check (
    kind in ('invoice', 'act', 'vat-invoice', 'transfer-document', 'credit-note', 'payment-slip')),
  account_id bigint not null,
  account_number text not null,
  ordinal smallint not null, -- among the documents of one kind in a bill
  document_date date not null,
  period_from date not null,
  period_to date not null,
  due_date date,
  currency char(3) not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  gross_minor bigint not null check (gross_minor >= 0),
  amount_due_minor bigint not null,
  corrects bigint references billing_document,
  -- given at release and never before
  number_year smallint,
  sequence_number bigint,
  number text,
  check (net_minor + vat_minor = gross_minor),
  check ((number is null) = (sequence_number is null)),
  check ((number is null) = (number_year is null))
);
create unique index billing_document_number on billing_document (operator_id, kind, number_year, sequence_number)
  where sequence_number is not null;
create index billing_document_of_bill on billing_document (bill_id, kind);
create index billing_document_of_run on billing_document (bill_run_id, kind);
-- for the check that a document to be deleted is corrected by none
create index billing_document_corrects on billing_document (corrects) where corrects is not null;
create index billing_document_of_account on billing_document (account_id, document_date);

-- The frozen content, all but the numbers, which the document's row gives at release.
create table document_snapshot (
  document_id bigint primary key references billing_document,
  body text not null
);

-- The last number given, by operator, kind and year.
create table number_sequence (
  operator_id bigint not null references operator,
  kind text not null,
  number_year smallint not null,
  last_number bigint not null check (last_number >= 0),
  primary key (operator_id, kind, number_year)
);

create function invoicing_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'document % % is released and is never changed: issue a credit note', old.kind, old.number
    using errcode = 'restrict_violation';
end $$;

create trigger billing_document_released before update or delete on billing_document
  for each row when (old.number is not null) execute function invoicing_refuse_change();

create function invoicing_refuse_line_change() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select d.kind, d.number into bad
  from removed r
  join billing_document d on d.bill_id = r.bill_id
  where d.number is not null
  limit 1;
  if found then
    raise exception 'a line of document % % is released and is never changed', bad.kind, bad.number
      using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger document_line_released_update after update on document_line
  referencing old table as removed for each statement execute function invoicing_refuse_line_change();
create trigger document_line_released_delete after delete on document_line
  referencing old table as removed for each statement execute function invoicing_refuse_line_change();

create function invoicing_refuse_snapshot_change() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select d.kind, d.number into bad
  from removed r
  join billing_document d on d.document_id = r.document_id
  where d.number is not null
  limit 1;
  if found then
    raise exception 'the content of document % % is frozen', bad.kind, bad.number
      using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger document_snapshot_frozen_update after update on document_snapshot
  referencing old table as removed for each statement execute function invoicing_refuse_snapshot_change();
create trigger document_snapshot_frozen_delete after delete on document_snapshot
  referencing old table as removed for each statement execute function invoicing_refuse_snapshot_change();
