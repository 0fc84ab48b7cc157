-- Services and the day each has ended on; null: it goes on. The tables belong to package customers.
create view billed_service_end as
select s.account_id, s.id as service_id, t.valid_from as ended_on
from service s
left join service_status t on t.service_id = s.id
  and t.status = 'terminated'
  and t.cancelled = 'no';
