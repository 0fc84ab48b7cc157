-- Payments that close debts by service. Owner: package payments.

alter table payment_allocation add column service text; -- kind of service that is paid by it; null: not told apart

-- What invoices ask for, by kind of service; the tables belong to package invoicing.
create view payable_service as
select d.document_id, l.account_id, l.revenue as service, sum(l.gross_minor)::bigint as gross_minor
from billing_document d
join document_line l on l.bill_id = d.bill_id
  and l.part = 0
where d.kind = 'invoice'
  and d.number is not null
group by d.document_id, l.account_id, l.revenue;
