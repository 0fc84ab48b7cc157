-- What documents of a bill run say is kept packed (decision 0266): as frames of Zstandard, RFC 8878, each with the dictionary of its block, whose
-- bytes are raw content. By hand: zstd -d -D dictionary frame.

create table snapshot_dictionary (
  dictionary_id bigint generated always as identity primary key,
  bill_run_id bigint not null references bill_run,
  content bytea not null
);
create index snapshot_dictionary_of_run on snapshot_dictionary (bill_run_id);

alter table document_snapshot
  alter body drop not null,
  add packed bytea,
  add dictionary_id bigint, -- null where it is packed by itself
  add constraint document_snapshot_content_check check ((body is null) <> (packed is null) and (dictionary_id is null or packed is not null));
-- it is packed already
alter table document_snapshot alter packed set storage external;

create or replace view accounting_document as
select d.document_id, d.operator_id, d.kind, d.number, d.number_year, d.document_date, d.period_from, d.period_to, d.due_date,
  d.account_id, d.account_number, d.currency, d.net_minor, d.vat_minor, d.gross_minor, c.kind as corrects_kind,
  c.number as corrects_number, c.document_date as corrects_date, s.body, s.packed, s.dictionary_id
from billing_document d
join document_snapshot s on s.document_id = d.document_id
left join billing_document c on c.document_id = d.corrects
where d.number is not null;

create or replace function invoicing_check_snapshots() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
begin
  select s.document_id into bad
  from added s
  left join billing_document d on d.document_id = s.document_id
  where d.document_id is null
  limit 1;
  if found then
    raise exception 'the content of document %, which does not exist', bad.document_id using errcode = 'foreign_key_violation';
  end if;
  select s.dictionary_id into bad
  from (select distinct dictionary_id from added where dictionary_id is not null) s
  left join snapshot_dictionary d on d.dictionary_id = s.dictionary_id
  where d.dictionary_id is null
  limit 1;
  if found then
    raise exception 'contents packed with dictionary %, which does not exist', bad.dictionary_id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_refuse_dictionary_change() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select r.dictionary_id into bad
  from removed r
  where exists (select from billing_document d where d.bill_run_id = r.bill_run_id)
  limit 1;
  if found then
    raise exception 'documents are packed with dictionary %', bad.dictionary_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger snapshot_dictionary_frozen_update after update on snapshot_dictionary
  referencing old table as removed for each statement execute function invoicing_refuse_dictionary_change();
create trigger snapshot_dictionary_frozen_delete after delete on snapshot_dictionary
  referencing old table as removed for each statement execute function invoicing_refuse_dictionary_change();
