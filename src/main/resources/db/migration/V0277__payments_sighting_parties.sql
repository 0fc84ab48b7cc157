-- The other side's name and taxpayer number speak for or against two formats telling of one movement.
alter table payment_sighting add column party_inn text;
alter table payment_sighting add column party_name text;
