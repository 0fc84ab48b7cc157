-- What bill runs read says what becomes of each charge should it come late. Owner: package charging.

create or replace view billable_usage as
select c.account_id, c.service_id, r.path as rate_path, r.path as rate_name, r.plan, c.usage_time, c.kind,
    c.quantity, c.covered as covered_quantity, c.amount_micros, c.batch_id, r.late_usage
from usage_charge c
join rate r on r.rate_id = c.rate_id
union all
select c.account_id, c.service_id, r.path, r.path, r.plan, c.usage_time, c.kind,
    -c.quantity, -c.old_covered, -c.old_amount_micros, c.batch_id, n.late_usage -- what is corrected goes with what it is corrected to
from usage_correction c
join rate r on r.rate_id = c.old_rate_id
left join rate n on n.rate_id = c.rate_id
union all
select c.account_id, c.service_id, r.path, r.path, r.plan, c.usage_time, c.kind,
    c.quantity, c.covered, c.amount_micros, c.batch_id, r.late_usage
from usage_correction c
join rate r on r.rate_id = c.rate_id;
