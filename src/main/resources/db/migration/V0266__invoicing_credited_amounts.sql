-- What a credit note takes back, by account, because accounts may share an invoice: each note is an entry of its own in the journal, so
-- that it closes the invoice it corrects. Owner: package invoicing.

create table credited_amount (
  document_id bigint not null references billing_document on delete cascade,
  account_id bigint not null,
  gross_minor bigint not null check (gross_minor <> 0),
  primary key (document_id, account_id)
);

-- Of drafts that are there, and of runs whose release was interrupted; those of accounts that share an invoice are drafted again.
insert into credited_amount (document_id, account_id, gross_minor)
select d.document_id, d.account_id, d.gross_minor
from billing_document d
join bill_run r on r.bill_run_id = d.bill_run_id
where d.kind = 'credit-note'
  and d.gross_minor <> 0
  and r.state not in ('released', 'discarded')
  and d.account_id = all (select l.account_id from document_line l where l.bill_id = d.bill_id and l.part = 2);
