-- Corrections of what documents of services rendered have shown. Owner: package invoicing.

-- 0 billed, 1 rendered, 2 credited, 3 corrected: what takes back from lines rendered on earlier documents, less than zero
alter table document_line
  drop constraint document_line_part_check,
  add constraint document_line_part_check check (part between 0 and 3);

alter table billing_document
  drop constraint billing_document_kind_check,
  add constraint billing_document_kind_check check (
    kind in ('invoice', 'act', 'vat-invoice', 'transfer-document', 'correction', 'credit-note', 'payment-slip'));
