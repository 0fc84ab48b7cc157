-- Where movements on accounts at banks were seen: one bank may tell of the same movement in several formats, and each brings it once.
-- A line that tells of a movement another source brought first names that one. Owner: package payments.
create table payment_sighting (
  source text not null,
  reference text not null,
  own_account text not null,
  direction text not null check (direction in ('in', 'out')),
  happened_on date not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  document_number text,
  bank_reference text,
  party_account text,
  purpose text,
  file_id integer not null references input_file,
  line_number bigint not null,
  first_source text not null,
  first_reference text not null,
  primary key (source, reference),
  unique (first_source, first_reference, source) -- a source brings a movement once
);
create index payment_sighting_movement on payment_sighting (own_account, happened_on, amount_minor);

insert into payment_sighting (source, reference, own_account, direction, happened_on, currency, amount_minor, document_number,
  party_account, purpose, file_id, line_number, first_source, first_reference)
select source, reference, own_account, 'in', paid_on, currency, amount_minor, document_number, payer_account, purpose, file_id,
  line_number, source, reference
from payment
where own_account is not null
  and file_id is not null;

insert into payment_sighting (source, reference, own_account, direction, happened_on, currency, amount_minor, document_number,
  party_account, purpose, file_id, line_number, first_source, first_reference)
select source, reference, split_part(reference, '/', 1), direction, happened_on, currency, amount_minor,
  nullif(split_part(reference, '/', 4), ''), nullif(split_part(reference, '/', 6), ''), purpose, file_id, line_number, source, reference
from payment_set_aside
where split_part(reference, '/', 2) in ('in', 'out')
  and split_part(reference, '/', 1) <> '';
