-- What the entry came to that the bank booked in one sum and told payment by payment: another file may tell it as that sum alone.
alter table payment_sighting add column collective_minor bigint;
create index payment_sighting_collective on payment_sighting (own_account, happened_on, collective_minor)
    where collective_minor is not null;
