-- What goes out to accounting systems, as views over the tables of their owners. Owner: package accounting.

-- Documents are asked for by operator and day.
create index billing_document_day on billing_document (operator_id, document_date, document_id);

-- Released documents with their frozen content; the tables belong to package invoicing.
create view accounting_document as
select d.document_id, d.operator_id, d.kind, d.number, d.number_year, d.document_date, d.period_from, d.period_to, d.due_date,
  d.account_id, d.account_number, d.currency, d.net_minor, d.vat_minor, d.gross_minor, c.kind as corrects_kind,
  c.number as corrects_number, c.document_date as corrects_date, s.body
from billing_document d
join document_snapshot s on s.document_id = d.document_id
left join billing_document c on c.document_id = d.corrects
where d.number is not null;

-- Payments with whom they are for; the tables belong to packages payments and customers.
create view accounting_payment as
select p.payment_id, p.operator_id, p.paid_on, p.amount_minor, p.commission_minor, p.currency, p.source, p.reference,
  p.document_number, p.state, p.into_account, p.own_account, p.payer_name, p.payer_inn, p.payer_account, p.purpose,
  a.number as account_number, c.number as customer_number, coalesce(c.full_name, c.name) as customer_name
from payment p
left join account a on a.id = p.account_id
left join customer c on c.id = a.customer_id;

-- Customers as accounting systems call them; the table belongs to package customers.
create view accounting_counterparty as
select id as customer_id, operator_id, number, kind, name, full_name, inn, kpp, vat_id, language, email, phone, postal_index, city,
  street, house, flat
from customer;

-- Every posting with its entry; the tables belong to packages ledger, invoicing and customers.
create view accounting_posting as
select p.entry_id, p.line, e.operator_id, e.accounting_date, e.recorded_at, e.kind, e.reference, e.reverses, e.currency,
  l.code as ledger_account, a.number as account_number, c.number as customer_number, p.amount_minor, d.kind as document_kind,
  d.number as document_number
from journal_entry e
join posting p on p.entry_id = e.entry_id
join ledger_account l on l.ledger_account_id = p.ledger_account_id
left join account a on a.id = p.account_id
left join customer c on c.id = a.customer_id
left join billing_document d on d.document_id = e.document_id;

-- Whom figures are exported for.
create view accounting_operator as
select id as operator_id, code, name, zone, currency
from operator;
