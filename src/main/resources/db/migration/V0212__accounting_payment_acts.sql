-- What people did to payments, by when they did it. Owner: package accounting.

create index payment_act_at on payment_act (acted_at);

-- The tables belong to package payments.
create view accounting_payment_act as
select p.operator_id, p.payment_id, p.paid_on, a.act, a.acted_at
from payment_act a
join payment p on p.payment_id = a.payment_id;
