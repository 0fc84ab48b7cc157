-- Whose number or login it was is asked of the day of the payment, not of the day it is booked.
create or replace view paying_identifier as
select i.kind, i.value, i.valid_to, s.account_id, a.operator_id, i.valid_from, o.zone
from service_identifier i
join service s on s.id = i.service_id
join account a on a.id = s.account_id
join operator o on o.id = a.operator_id;
