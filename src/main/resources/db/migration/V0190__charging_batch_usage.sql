-- How far back the usage of each batch reaches: late usage is looked for no further back than that, however much history is kept.
create table charge_batch (
    batch_id integer primary key,
    oldest_usage timestamptz not null
);

insert into charge_batch (batch_id, oldest_usage)
select batch_id, min(usage_time)
from (
  select batch_id, usage_time
  from usage_charge
  union all
  select batch_id, usage_time
  from usage_correction) charged
group by batch_id;
