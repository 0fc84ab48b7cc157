-- What people decided of rows that may tell of payments booked already. Owner: package accounting.

alter table sync_refused drop constraint sync_refused_state_check;
alter table sync_refused add constraint sync_refused_state_check check (state in ('open', 'settled', 'dismissed'));
alter table sync_refused add column agent text; -- who decided
alter table sync_refused add column note text; -- and why

-- References of an accounting system that are payments which came another way.
create table sync_same_payment (
  system text not null,
  reference text not null,
  payment_id bigint not null references payment,
  primary key (system, reference)
);
