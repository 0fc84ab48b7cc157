-- A termination that was cancelled has no effect: the account is paid as before. Owner: package payments.
create or replace view paying_account_end as
select s.account_id, case when bool_and(t.valid_from is not null) then max(t.valid_from) end as closed_from
from service s
left join service_status t on t.service_id = s.id
  and t.status = 'terminated'
  and t.cancelled = 'no'
group by s.account_id;

-- What the amount of a refusal is in; null where it has none.
alter table payment_refusal add column currency text;
