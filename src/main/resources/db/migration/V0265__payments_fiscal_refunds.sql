-- Return receipts of refunds, each its own; one of a refund that was taken back is made good by a receipt of so much. Owner: package
-- payments.

alter table fiscal_receipt add column refund_id bigint references payment_refund; -- null: of the payment as a whole
alter table fiscal_receipt drop constraint fiscal_receipt_payment_id_operation_key;
alter table fiscal_receipt add constraint fiscal_receipt_once unique nulls not distinct (payment_id, operation, refund_id);
create index fiscal_receipt_refund on fiscal_receipt (refund_id) where refund_id is not null;
