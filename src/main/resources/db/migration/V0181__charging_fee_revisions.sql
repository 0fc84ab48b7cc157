-- A bill shows what all revisions of a fee come to, so it must tell them apart.
create or replace view billable_fee as
select fee_charge_id, account_id, service_id, fee, plan, period_from, period_to, quantity, amount_micros, bill_on, batch_id, revision
from fee_charge;
