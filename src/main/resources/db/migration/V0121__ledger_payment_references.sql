-- That a payment is booked once is now held by its own row, with its source: two sources may use the same number.
drop index journal_entry_payment;
create unique index journal_entry_opening on journal_entry (operator_id, reference) where kind = 0;
