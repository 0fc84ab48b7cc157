-- What a credit note takes back, by account, because accounts may share an invoice: each note is an entry of its own in the journal, so
-- that it closes the invoice it corrects. Owner: package invoicing.

create table credited_amount (
  document_id bigint not null references billing_document on delete cascade,
  account_id bigint not null,
  gross_minor bigint not null check (gross_minor > 0),
  primary key (document_id, account_id)
);
