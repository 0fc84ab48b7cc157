-- An account whose own least invoice is zero is invoiced whatever it owes; one that says nothing has the operator's minimum.
alter table account alter column minimum_invoice_minor drop not null, alter column minimum_invoice_minor drop default;
update account set minimum_invoice_minor = null where minimum_invoice_minor = 0;
