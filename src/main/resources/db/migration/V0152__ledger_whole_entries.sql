-- The journal cannot be emptied, and an entry comes with its postings or not at all.

create trigger journal_entry_not_emptied before truncate on journal_entry
  for each statement execute function ledger_refuse_change();
create trigger posting_not_emptied before truncate on posting
  for each statement execute function ledger_refuse_change();
create trigger account_balance_not_emptied before truncate on account_balance
  for each statement execute function ledger_refuse_change();
create trigger ledger_account_not_emptied before truncate on ledger_account
  for each statement execute function ledger_refuse_change();
create trigger closed_period_not_emptied before truncate on closed_period
  for each statement execute function ledger_refuse_change();

-- Only a row can wait for the end of its transaction. So that not each entry is one that waits, each statement that adds entries
-- leaves one row here with the range of their ids, and takes it away at once: what waits is its trigger. The table is always empty.
create unlogged table journal_entries_to_check (
  first_entry bigint not null,
  last_entry bigint not null
);

create function ledger_expect_postings() returns trigger language plpgsql as $$
declare
  place tid;
begin
  insert into journal_entries_to_check (first_entry, last_entry)
  select min(entry_id), max(entry_id)
  from added
  having count(*) > 0
  returning ctid into place;
  delete from journal_entries_to_check
  where ctid = place;
  return null;
end $$;

create trigger journal_entry_expects_postings after insert on journal_entry
  referencing new table as added for each statement execute function ledger_expect_postings();

-- At commit every entry of the range that can be seen has its postings: what others are about to add cannot be seen, and what they
-- have added was checked. One posting is enough, because postings come whole.
create function ledger_check_posted() returns trigger language plpgsql
  set enable_seqscan = off
  set plan_cache_mode = force_custom_plan as $$
declare
  bare bigint;
begin
  select e.entry_id into bare
  from journal_entry e
  where e.entry_id between new.first_entry and new.last_entry
    and not exists (
      select 1
      from posting p
      where p.entry_id = e.entry_id
        and p.line = 1
        and p.entry_id between new.first_entry and new.last_entry)
  limit 1;
  if found then
    raise exception 'journal entry % has no postings: an entry and its postings are written in one transaction', bare
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

create constraint trigger journal_entry_has_postings after insert on journal_entries_to_check
  deferrable initially deferred for each row execute function ledger_check_posted();
