-- How a fee comes to its total where price or quantity change within its days: 'first-day quantity micros' of each stretch, parted by
-- commas; all revisions together. Null where all days are alike.
alter table fee_charge add column stretches text;

create or replace view billable_fee as
select fee_charge_id, account_id, service_id, fee, plan, period_from, period_to, quantity, amount_micros, bill_on, batch_id, revision,
    stretches
from fee_charge;
