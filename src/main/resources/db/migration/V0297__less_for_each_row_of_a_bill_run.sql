-- What a bill run pays for each row, less: no look-up of what was looked up before, no index entry for what is not there, and periods that
-- are marked in their place.

-- Written by ledger_check_postings alone, of postings whose ledger account it has found.
alter table account_balance drop constraint account_balance_ledger_account_id_fkey;
create trigger ledger_account_kept before delete on ledger_account
  for each statement execute function ledger_refuse_change();

-- Of a hundred entries hardly one reverses another.
alter table journal_entry drop constraint journal_entry_reverses_key;
create unique index journal_entry_reverses on journal_entry (reverses) where reverses is not null;

-- A draft has no number to be found by.
drop index billing_document_printed_number;
create index billing_document_printed_number on billing_document (operator_id, number) where number is not null;

-- An account stands in one draft: by a column that does not change when its period is drafted, so that the row is marked in its place.
-- While the state itself was in the index, each mark was an entry in every index of the table.
alter table billing_period add column in_draft boolean generated always as (state < 2) stored;
drop index billing_period_one_draft;
create unique index billing_period_one_draft on billing_period (account_id) where in_draft;
