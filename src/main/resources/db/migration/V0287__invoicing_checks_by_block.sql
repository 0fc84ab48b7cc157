-- What a bill run writes by blocks refers to rows of the same block, or to the run and the accounts it was planned from. A foreign key
-- asks for each row apart, which took a third of planning; so what is added is checked once a statement, and what others refer to is
-- not deleted. Owner: package invoicing.

alter table billing_period drop constraint billing_period_account_id_fkey;
alter table billing_period drop constraint billing_period_bill_run_id_fkey;
alter table bill drop constraint bill_bill_run_id_fkey;
alter table billing_document drop constraint billing_document_bill_id_fkey;
alter table document_snapshot drop constraint document_snapshot_document_id_fkey;

-- Looked up by key, whatever statistics say of tables that were filled moments ago.
create function invoicing_check_periods() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
begin
  select p.account_id, p.bill_run_id into bad
  from added p
  left join account a on a.id = p.account_id
  where a.id is null
    or p.bill_run_id not in (select r.bill_run_id from bill_run r)
  limit 1;
  if found then
    raise exception 'a billing period of account % in bill run %, one of which does not exist', bad.account_id, bad.bill_run_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_check_bills() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select b.bill_id, b.bill_run_id into bad
  from added b
  where b.bill_run_id not in (select r.bill_run_id from bill_run r)
  limit 1;
  if found then
    raise exception 'bill % of bill run %, which does not exist', bad.bill_id, bad.bill_run_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_check_documents() returns trigger language plpgsql
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_seqscan = off as $$
declare
  bad record;
begin
  select d.document_id, d.bill_id into bad
  from added d
  left join bill b on b.bill_id = d.bill_id
  where d.bill_id is not null
    and b.bill_id is null
  limit 1;
  if found then
    raise exception 'document % of bill %, which does not exist', bad.document_id, bad.bill_id
      using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_check_snapshots() returns trigger language plpgsql
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
  return null;
end $$;

create trigger billing_period_refers after insert on billing_period
  referencing new table as added for each statement execute function invoicing_check_periods();
create trigger bill_refers after insert on bill
  referencing new table as added for each statement execute function invoicing_check_bills();
create trigger billing_document_refers after insert on billing_document
  referencing new table as added for each statement execute function invoicing_check_documents();
create trigger document_snapshot_refers after insert on document_snapshot
  referencing new table as added for each statement execute function invoicing_check_snapshots();

create function invoicing_refuse_bill_delete() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select d.document_id, d.bill_id into bad
  from removed r
  join billing_document d on d.bill_id = r.bill_id
  limit 1;
  if found then
    raise exception 'bill % has document %', bad.bill_id, bad.document_id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_refuse_document_delete() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select s.document_id into bad
  from removed r
  join document_snapshot s on s.document_id = r.document_id
  limit 1;
  if found then
    raise exception 'document % has content', bad.document_id using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_refuse_run_delete() returns trigger language plpgsql as $$
begin
  if exists (select 1 from removed r join bill b on b.bill_run_id = r.bill_run_id)
    or exists (select 1 from removed r join billing_period p on p.bill_run_id = r.bill_run_id) then
    raise exception 'a bill run with bills or periods is not deleted: discard it' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function invoicing_refuse_account_delete() returns trigger language plpgsql as $$
begin
  if exists (select 1 from removed r join billing_period p on p.account_id = r.id) then
    raise exception 'an account that was billed is not deleted' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create trigger bill_has_documents after delete on bill
  referencing old table as removed for each statement execute function invoicing_refuse_bill_delete();
create trigger billing_document_has_content after delete on billing_document
  referencing old table as removed for each statement execute function invoicing_refuse_document_delete();
create trigger bill_run_has_bills after delete on bill_run
  referencing old table as removed for each statement execute function invoicing_refuse_run_delete();
create trigger account_was_billed after delete on account
  referencing old table as removed for each statement execute function invoicing_refuse_account_delete();

-- What of a run is in the books is said by its periods, in whatever order its ranges are posted.
alter table bill_run drop column posted_bill_id;
