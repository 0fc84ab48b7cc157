-- Debit notes: late usage of a service whose plan wants documents of its own for it, one for each earlier bill. Owner: package
-- invoicing.

-- what is there satisfies the narrower checks that were: nothing is read again
-- 0 billed, 1 rendered, 2 credited, 3 corrected, 4 debited: late usage that debit notes ask for, which is rendered as well
alter table document_line
  drop constraint document_line_part_check,
  add constraint document_line_part_check check (part between 0 and 4) not valid,
  -- which debit note of the bill the line stands on, by its ordinal; 0 on all other sides
  add column debit_note smallint not null default 0,
  add constraint document_line_debit_note_check check ((part = 4) = (debit_note > 0)) not valid;

alter table billing_document
  drop constraint billing_document_kind_check,
  add constraint billing_document_kind_check check (
    kind in ('invoice', 'act', 'vat-invoice', 'transfer-document', 'correction', 'credit-note', 'debit-note', 'payment-slip',
      'advance-invoice')) not valid;
