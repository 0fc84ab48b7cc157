-- Money that goes out again: refunds (6) and chargebacks (7). Owner: package ledger.

-- what is there satisfies the narrower check that was
alter table journal_entry drop constraint journal_entry_kind_check;
alter table journal_entry add constraint journal_entry_kind_check check (kind between 0 and 7) not valid;
