-- Refunds and chargebacks as records for accounting systems. Owner: package accounting.

alter table sync_batch drop constraint sync_batch_content_check;
alter table sync_batch add constraint sync_batch_content_check
  check (content in ('documents', 'payments', 'refunds', 'counterparties'));
alter table sync_record drop constraint sync_record_content_check;
alter table sync_record add constraint sync_record_content_check
  check (content in ('documents', 'payments', 'refunds', 'counterparties'));
alter table sync_theirs drop constraint sync_theirs_content_check;
alter table sync_theirs add constraint sync_theirs_content_check
  check (content in ('documents', 'payments', 'refunds', 'counterparties'));

-- Money that went out again, as accounting systems see it; the tables belong to packages payments and customers.
create view accounting_refund as
select r.refund_id, r.operator_id, r.kind, r.paid_on, r.amount_minor, r.currency, r.state, r.payment_id, r.from_account,
  r.receipt_number, r.reason, p.source, p.reference, a.number as account_number, c.number as customer_number,
  coalesce(c.full_name, c.name) as customer_name
from payment_refund r
left join payment p on p.payment_id = r.payment_id
left join account a on a.id = r.account_id
left join customer c on c.id = a.customer_id;

-- What people did that changed a refund of an earlier day: it was taken back, or its payment went to another account.
create view accounting_refund_act as
select operator_id, refund_id, paid_on, ended_at as acted_at
from payment_refund
where ended_at is not null
union all
select r.operator_id, r.refund_id, r.paid_on, a.acted_at
from payment_refund r
join payment_act a on a.payment_id = r.payment_id;
