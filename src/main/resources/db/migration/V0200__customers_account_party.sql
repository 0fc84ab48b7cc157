-- An account with its customer, for those who report on many. Owner: package customers.

create view account_party as
select a.id as account_id, a.operator_id, a.number as account_number, a.contract, a.contract_date, c.id as customer_id,
  c.number as customer_number, coalesce(c.full_name, c.name) as customer_name, coalesce(a.language, c.language) as language
from account a
join customer c on c.id = a.customer_id;
