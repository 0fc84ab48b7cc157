-- Return receipts of money paid out of what was paid ahead on an account: of no payment, so of the refund alone. Owner: package payments.

alter table fiscal_receipt alter column payment_id drop not null;
alter table fiscal_receipt add constraint fiscal_receipt_of_something check (payment_id is not null or refund_id is not null);
