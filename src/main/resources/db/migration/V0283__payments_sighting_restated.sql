-- A source may tell of a movement again in other words: a person who says so has the line kept as one more sighting of it.
-- Owner: package payments.
alter table payment_sighting add column restated boolean not null default false;
alter table payment_sighting drop constraint payment_sighting_first_source_first_reference_source_key;
-- a source brings a movement once
create unique index payment_sighting_first on payment_sighting (first_source, first_reference, source) where not restated;
