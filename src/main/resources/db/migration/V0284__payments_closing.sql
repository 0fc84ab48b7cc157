-- What payments are divided by is the kind of the line's service; its account of the books where the line does not tell services apart.
-- The tables belong to packages invoicing and customers. Owner: package payments.
create or replace view payable_service as
select d.document_id, l.account_id, coalesce(s.kind, l.revenue) as service, sum(l.gross_minor)::bigint as gross_minor
from billing_document d
join document_line l on l.bill_id = d.bill_id
  and l.part = case d.kind when 'invoice' then 0 else 4 end
  and l.debit_note = case d.kind when 'invoice' then 0 else d.ordinal end
left join service s on s.id = l.service_id
where d.kind in ('invoice', 'debit-note')
  and d.number is not null
group by d.document_id, l.account_id, coalesce(s.kind, l.revenue);

-- Accounts that were billed by one bill, whatever they are invoiced by now. Most accounts have bills of their own, and stand in neither index.
create index billing_period_together on billing_period (unit_id, account_id) where unit_id <> account_id;
create index billing_period_with_others on billing_period (account_id, unit_id) where unit_id <> account_id;

create view billed_together as
select p.unit_id, p.account_id, a.customer_id
from billing_period p
join account a on a.id = p.account_id
where p.unit_id <> p.account_id
union all
select p.unit_id, p.unit_id, a.customer_id
from billing_period p
join account a on a.id = p.unit_id
where p.unit_id <> p.account_id;

-- What was opened again: of few accounts, and asked for by every report of what was owed.
create index payment_allocation_released on payment_allocation (account_id) where released_at is not null;
