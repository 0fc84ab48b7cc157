-- It was made twice, as payment_past_entry_payment too.
drop index payment_past_entry_of_payment;
