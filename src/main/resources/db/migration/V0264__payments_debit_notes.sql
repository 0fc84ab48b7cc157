-- Debit notes ask for money like invoices; the table belongs to package invoicing. Owner: package payments.

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
