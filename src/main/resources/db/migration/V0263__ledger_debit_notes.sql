-- Debit notes are booked by entries of their own, so that each is an open item. Owner: package ledger.

alter table journal_entry
  drop constraint journal_entry_kind_check,
  add constraint journal_entry_kind_check check (kind between 0 and 6);
