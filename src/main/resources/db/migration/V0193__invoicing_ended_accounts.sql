-- Accounts that had services and have none any more, from the day the last of them ended. The tables belong to package customers.
create view ended_account as
select s.account_id, max(t.valid_from) as ended_on
from service s
left join service_status t on t.service_id = s.id
  and t.status = 'terminated'
  and t.cancelled = 'no'
group by s.account_id
having bool_and(t.valid_from is not null);
