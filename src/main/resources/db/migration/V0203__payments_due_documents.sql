-- When the documents that ask for money are due; the table belongs to package invoicing. Owner: package payments.

create or replace view payable_document as
select document_id, number, corrects, due_date
from billing_document
where number is not null
  and kind in ('invoice', 'credit-note');
