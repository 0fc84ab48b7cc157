-- Money on a bank account that was booked before a statement told of it, and movements two formats write on different days.
-- Owner: package payments.

-- Payments into the bank that came another way than by a statement (by hand, from an accounting system), until one tells of them.
create table payment_untold (
  payment_id bigint primary key references payment,
  operator_id bigint not null references operator,
  paid_on date not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0)
);
create index payment_untold_sum on payment_untold (operator_id, amount_minor, paid_on);

insert into payment_untold (payment_id, operator_id, paid_on, currency, amount_minor)
select p.payment_id, p.operator_id, p.paid_on, p.currency, p.amount_minor
from payment p
where p.into_account = 'bank'
  and p.state <> 'reversed'
  and not exists (
    select 1
    from payment_sighting s
    where s.first_source = p.source
      and s.first_reference = p.reference);

-- a movement is looked for on the days around its own, too
create index payment_sighting_sum on payment_sighting (own_account, amount_minor, happened_on);
drop index payment_sighting_movement;
