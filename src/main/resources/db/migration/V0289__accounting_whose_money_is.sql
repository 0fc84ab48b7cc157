-- Whom money is of, as accounting systems find a customer. Owner of these views: package accounting.
create or replace view accounting_payment as
select p.payment_id, p.operator_id, p.paid_on, p.amount_minor, p.commission_minor, p.currency, p.source, p.reference,
  p.document_number, p.state, p.into_account, p.own_account, p.payer_name, p.payer_inn, p.payer_account, p.purpose,
  a.number as account_number, c.number as customer_number, coalesce(c.full_name, c.name) as customer_name,
  c.kind as customer_kind, c.inn, c.kpp
from payment p
left join account a on a.id = p.account_id
left join customer c on c.id = a.customer_id;

create or replace view accounting_refund as
select r.refund_id, r.operator_id, r.kind, r.paid_on, r.amount_minor, r.currency, r.state, r.payment_id, r.from_account,
  r.receipt_number, r.reason, p.source, p.reference, a.number as account_number, c.number as customer_number,
  coalesce(c.full_name, c.name) as customer_name, c.kind as customer_kind, c.inn, c.kpp
from payment_refund r
left join payment p on p.payment_id = r.payment_id
left join account a on a.id = r.account_id
left join customer c on c.id = a.customer_id;
