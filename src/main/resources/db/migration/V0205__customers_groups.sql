-- Groups of customers. Owner: package customers.

-- A word of the operator's own (vip, staff), by which it treats customers differently; null where they are treated by their kind.
alter table customer add column customer_group text check (customer_group ~ '^[a-z][a-z0-9-]*$');

create or replace view account_party as
select a.id as account_id, a.operator_id, a.number as account_number, a.contract, a.contract_date, c.id as customer_id,
  c.number as customer_number, coalesce(c.full_name, c.name) as customer_name, coalesce(a.language, c.language) as language,
  c.kind as customer_kind, c.customer_group
from account a
join customer c on c.id = a.customer_id;
