-- What becomes of usage after its period was billed: what the version of the plan says, kept with each of its rates, so that a bill
-- and what explains it need no plan. Owner: package catalog.

alter table definition_version add column late_usage text not null default 'next-invoice'
  check (late_usage in ('next-invoice', 'debit-note'));

alter table rate add column late_usage text not null default 'next-invoice'
  check (late_usage in ('next-invoice', 'debit-note'));
