-- A payment names a customer by contract, taxpayer number or phone.
create index account_contract on account (operator_id, contract);
create index customer_inn on customer (operator_id, inn) where inn is not null;
create index customer_phone on customer (operator_id, phone) where phone is not null;
create index service_identifier_value on service_identifier (value, kind);
-- and an invoice by its number
create index billing_document_printed_number on billing_document (operator_id, number) where number is not null;
