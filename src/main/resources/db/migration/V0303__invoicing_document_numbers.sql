-- Numbers of documents, in a table of their own that is only inserted into (decision 0267): a release used to rewrite each document and
-- enter it anew into every index. What a document says of itself is written once, when it is drafted; its number once, when it is released.
-- Together they are read as billing_document, as before. Owner: package invoicing.

-- whoever is at work with the version before would give numbers that are not seen here
lock table billing_document in access exclusive mode;

create table document_number (
  document_id bigint not null,
  operator_id bigint not null,
  kind text not null,
  number_year smallint not null,
  sequence_number bigint not null,
  number text not null
);

insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
select document_id, operator_id, kind, number_year, sequence_number, number
from billing_document
where number is not null
order by document_id;

alter table document_number add primary key (document_id);
create unique index document_number_sequence on document_number (operator_id, kind, number_year, sequence_number);
create index document_number_printed on document_number (number, operator_id);
analyze document_number;

drop trigger billing_document_released on billing_document;
drop trigger billing_document_has_content on billing_document;
drop trigger billing_document_refers on billing_document;

alter table billing_document rename to drafted_document;

create view billing_document as
select d.document_id, d.bill_id, d.bill_run_id, d.operator_id, d.kind, d.account_id, d.account_number, d.ordinal, d.document_date,
  d.period_from, d.period_to, d.due_date, d.currency, d.net_minor, d.vat_minor, d.gross_minor, d.amount_due_minor, d.corrects,
  n.number_year, n.sequence_number, n.number
from drafted_document d
left join document_number n on n.document_id = d.document_id;

-- The views on documents and numbers; their owners are packages accounting and payments.

create or replace view accounting_document as
select d.document_id, d.operator_id, d.kind, d.number, d.number_year, d.document_date, d.period_from, d.period_to, d.due_date,
  d.account_id, d.account_number, d.currency, d.net_minor, d.vat_minor, d.gross_minor, c.kind as corrects_kind,
  c.number as corrects_number, c.document_date as corrects_date, s.body, s.packed, s.dictionary_id
from billing_document d
join document_snapshot s on s.document_id = d.document_id
left join billing_document c on c.document_id = d.corrects
where d.number is not null;

create or replace view accounting_posting as
select p.entry_id, p.line, e.operator_id, e.accounting_date, e.recorded_at, e.kind, e.reference, e.reverses, e.currency,
  l.code as ledger_account, a.number as account_number, c.number as customer_number, p.amount_minor, d.kind as document_kind,
  d.number as document_number
from journal_entry e
join posting p on p.entry_id = e.entry_id
join ledger_account l on l.ledger_account_id = p.ledger_account_id
left join account a on a.id = p.account_id
left join customer c on c.id = a.customer_id
left join billing_document d on d.document_id = e.document_id;

create or replace view payable_document as
select document_id, number, case when kind = 'credit-note' then corrects end as corrects, due_date
from billing_document
where number is not null
  and kind in ('invoice', 'credit-note', 'debit-note');

-- by the number's own operator, which is the document's: an index finds both
create or replace view payable_invoice as
select d.document_id, n.operator_id, d.account_id, n.number, d.document_date, d.currency, d.gross_minor, d.amount_due_minor
from document_number n
join drafted_document d on d.document_id = n.document_id
where n.kind in ('invoice', 'debit-note');

create or replace view payable_service as
select d.document_id, l.account_id, coalesce(s.kind, l.revenue) as service, sum(l.gross_minor)::bigint as gross_minor
from billing_document d
join document_line l on l.bill_id = d.bill_id
  and l.part = case d.kind when 'invoice' then 0 else 4 end
  and l.debit_note = case d.kind when 'invoice' then 0 else d.ordinal end
left join service s on s.id = l.service_id
where d.kind in ('invoice', 'debit-note')
  and d.number is not null
group by d.document_id, l.account_id, coalesce(s.kind, l.revenue);

alter table drafted_document
  drop column number_year,
  drop column sequence_number,
  drop column number;

do $$
declare
  named record;
begin
  for named in select indexrelid::regclass::text as name from pg_index where indrelid = 'drafted_document'::regclass loop
    execute format('alter index %I rename to %I', named.name, replace(named.name, 'billing_document', 'drafted_document'));
  end loop;
  for named in
    select conname as name
    from pg_constraint
    where conrelid = 'drafted_document'::regclass
      and conname like 'billing\_document%'
  loop
    execute format('alter table drafted_document rename constraint %I to %I', named.name,
      replace(named.name, 'billing_document', 'drafted_document'));
  end loop;
end $$;

-- A released document is never changed.
create or replace function invoicing_refuse_change() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
begin
  select n.kind, n.number into bad
  from removed r
  join document_number n on n.document_id = r.document_id
  limit 1;
  if found then
    raise exception 'document % % is released and is never changed: issue a credit note', bad.kind, bad.number
      using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger drafted_document_frozen_update after update on drafted_document
  referencing old table as removed for each statement execute function invoicing_refuse_change();
create trigger drafted_document_frozen_delete after delete on drafted_document
  referencing old table as removed for each statement execute function invoicing_refuse_change();
create trigger drafted_document_has_content after delete on drafted_document
  referencing old table as removed for each statement execute function invoicing_refuse_document_delete();
create trigger drafted_document_refers after insert on drafted_document
  referencing new table as added for each statement execute function invoicing_check_documents();

-- Neither is its number.
create function invoicing_refuse_number_change() returns trigger language plpgsql as $$
begin
  raise exception 'the numbers of released documents are never changed or taken away' using errcode = 'restrict_violation';
end $$;

create trigger document_number_kept before update or delete or truncate on document_number
  for each statement execute function invoicing_refuse_number_change();

-- Of a document that there is, as it says itself of its operator and kind; looked up by key, as in V0287.
create function invoicing_check_numbers() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
begin
  select a.document_id, a.kind, a.number into bad
  from added a
  left join drafted_document d on d.document_id = a.document_id
  where d.operator_id is distinct from a.operator_id
    or d.kind is distinct from a.kind
  limit 1;
  if found then
    raise exception 'number % of % %, which does not exist', bad.number, bad.kind, bad.document_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create trigger document_number_refers after insert on document_number
  referencing new table as added for each statement execute function invoicing_check_numbers();
