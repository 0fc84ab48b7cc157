-- What a bill needs to know of accounts, customers and services; the tables belong to package customers.

create view billed_account as
select a.id as account_id, a.operator_id, a.customer_id, a.number as account_number, a.contract, a.contract_date, a.print_zone,
  coalesce(a.language, c.language) as language, a.minimum_invoice_minor, a.invoice_per, a.billing_day,
  c.number as customer_number, c.kind as customer_kind, coalesce(c.full_name, c.name) as customer_name, c.inn, c.kpp, c.vat_id,
  c.postal_index, c.city, c.street, c.house, c.flat
from account a
join customer c on c.id = a.customer_id;

create view billed_service as
select s.id as service_id, s.account_id, coalesce(s.name, s.code) as service_name
from service s;

-- The last day up to run_day on which a period of the account ends, with the changes of its billing day taken in: a new day
-- holds from its first own period on, and the days in between belong to a shorter or longer period.
create function billed_period_end(account bigint, first_billing_day int, run_day date) returns date
  language sql stable parallel safe
  return (
    select coalesce(
      (
        select max(boundary)
        from (
          select billing_period_start(
              least(run_day, coalesce(lead(c.valid_from) over (order by c.valid_from) - 1, run_day)), c.billing_day) as boundary,
            c.valid_from
          from billing_day_change c
          where c.account_id = account
            and c.service_id is null
            and c.valid_from <= run_day) as changed
        where boundary >= valid_from),
      billing_period_start(
        least(run_day, coalesce(
          (
            select min(c.valid_from) - 1
            from billing_day_change c
            where c.account_id = account
              and c.service_id is null
              and c.valid_from <= run_day), run_day)), first_billing_day)));
