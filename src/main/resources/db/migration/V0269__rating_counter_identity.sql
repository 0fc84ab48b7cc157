-- A counter is known by its name, its measure and its period ('allowance included [seconds by month]'): of one name alone, minutes
-- and bytes of an account were one counter. What was counted under names alone is counted anew from the usage by settling.
insert into unsettled (account_id, month)
select distinct account_id, date_trunc('month', usage_time at time zone 'UTC')::date
from usage_charge
where account_id in (select account_id from usage_counter union select account_id from counter_opening)
on conflict do nothing;

delete from settled_through
where account_id in (select account_id from usage_counter union select account_id from counter_opening);

delete from counter_opening;
delete from usage_counter;
