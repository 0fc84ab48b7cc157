-- Transfers between accounts of one invoice that came about because something was undone: they count from that day on, and not from the day of
-- the debt they close. Owner: package payments.
create table payment_transfer_day (
  entry_id bigint primary key references journal_entry,
  counts_from date not null
);
