-- Debit notes ask for money like invoices; the tables belong to package invoicing. Owner: package payments.

create or replace view payable_document as
select document_id, number, case when kind = 'credit-note' then corrects end as corrects, due_date
from billing_document
where number is not null
  and kind in ('invoice', 'credit-note', 'debit-note');

create or replace view payable_invoice as
select d.document_id, d.operator_id, d.account_id, d.number, d.document_date, d.currency, d.gross_minor, d.amount_due_minor
from billing_document d
where d.kind in ('invoice', 'debit-note')
  and d.number is not null;

create or replace view payable_service as
select d.document_id, l.account_id, l.revenue as service, sum(l.gross_minor)::bigint as gross_minor
from billing_document d
join document_line l on l.bill_id = d.bill_id
  and l.part = case d.kind when 'invoice' then 0 else 4 end
  and l.debit_note = case d.kind when 'invoice' then 0 else d.ordinal end
where d.kind in ('invoice', 'debit-note')
  and d.number is not null
group by d.document_id, l.account_id, l.revenue;
