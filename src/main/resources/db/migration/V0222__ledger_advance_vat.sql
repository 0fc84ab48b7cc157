-- 6: VAT on money received ahead, charged or deducted. Owner: package ledger.

alter table journal_entry
  drop constraint journal_entry_kind_check,
  add constraint journal_entry_kind_check check (kind between 0 and 6);
