-- VAT invoices on money received ahead: documents of their own, made of no bill. Owner: package invoicing.

alter table billing_document
  drop constraint billing_document_kind_check,
  add constraint billing_document_kind_check check (
    kind in ('invoice', 'act', 'vat-invoice', 'transfer-document', 'correction', 'credit-note', 'payment-slip', 'advance-invoice')),
  alter column bill_id drop not null,
  alter column bill_run_id drop not null,
  add constraint billing_document_bill_check check ((kind = 'advance-invoice') = (bill_id is null)),
  add constraint billing_document_run_check check ((kind = 'advance-invoice') = (bill_run_id is null));
