-- Transfers between accounts (9). What is there satisfies the narrower check that was. Owner: package ledger.
alter table journal_entry drop constraint journal_entry_kind_check;
alter table journal_entry add constraint journal_entry_kind_check check (kind between 0 and 9) not valid;
