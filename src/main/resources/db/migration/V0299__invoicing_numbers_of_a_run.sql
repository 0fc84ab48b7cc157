-- The numbers a release has taken of a sequence when it began: its documents get them by their place among all of their kind and year, so that
-- several workers number them and an interrupted release gives each the number it would have had.

create table bill_run_numbers (
  bill_run_id bigint not null references bill_run on delete cascade,
  kind text not null,
  number_year smallint not null,
  last_before bigint not null, -- the number before the first
  documents bigint not null check (documents > 0),
  primary key (bill_run_id, kind, number_year)
);
