-- What is summed for bills is grouped by the number of its rate, and named only then: four rows an account instead of hundreds are
-- compared by texts. Owner: package charging.

-- billable_usage with numbers of rates instead of what they say; late_rate_id is the rate that says what becomes of it should it come late.
create view billable_usage_by_rate as
select account_id, service_id, rate_id, rate_id as late_rate_id, usage_time, quantity, amount_micros, batch_id
from usage_charge
union all
select account_id, service_id, old_rate_id, rate_id, usage_time, -quantity, -old_amount_micros, batch_id
from usage_correction
union all
select account_id, service_id, rate_id, rate_id, usage_time, quantity, amount_micros, batch_id
from usage_correction;

-- What the numbers say.
create view billable_rate as
select rate_id, path as rate_path, plan, late_usage
from rate;
