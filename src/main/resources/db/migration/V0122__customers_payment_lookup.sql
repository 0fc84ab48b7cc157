-- A payment names a customer by contract, taxpayer number or phone.
create index account_contract on account (operator_id, contract);
create index customer_inn on customer (operator_id, inn) where inn is not null;
create index customer_phone on customer (operator_id, phone) where phone is not null;
create index service_identifier_value on service_identifier (value, kind);
-- and an invoice by its number; not a partial index: as long as a run is a draft it would be empty, and the planner, counting on
-- that, would go through all of it for every bill when the run is released
create index billing_document_printed_number on billing_document (operator_id, number);
