-- When the flows of an hour's sum began: whose the address was just then decides, not whose it was at the hour's edges.
alter table unmatched_traffic add column first_at timestamptz, add column last_at timestamptz;

update unmatched_traffic set first_at = hour, last_at = hour + interval '3599 seconds';

alter table unmatched_traffic
    alter column first_at set not null,
    alter column last_at set not null,
    add check (first_at <= last_at);
