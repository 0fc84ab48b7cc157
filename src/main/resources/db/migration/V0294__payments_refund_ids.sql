-- A payment system numbers refunds within a payment: what makes two of its refunds the same is the source, the payment and the number.
-- Owner: package payments.

alter table payment_refund add column told_by text; -- the source that told of it: refund_key is its id of the refund; null: somebody asked for it

update payment_refund r
set told_by = p.source, refund_key = substr(r.refund_key, length(p.source) + 2)
from payment p
where p.payment_id = r.payment_id
  and r.reason = 'given back by the payment system'
  and starts_with(r.refund_key, p.source || ':');

alter table payment_refund drop constraint payment_refund_operator_id_refund_key_key;
create unique index payment_refund_asked on payment_refund (operator_id, refund_key) where told_by is null;
create unique index payment_refund_told on payment_refund (payment_id, told_by, refund_key) where told_by is not null;
