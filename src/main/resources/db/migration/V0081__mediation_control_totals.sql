-- Control totals by fate, in records, seconds, bytes and events; money by currency, because a sum over currencies says nothing.
alter table input_file
    add column seconds_read bigint not null default 0,
    add column seconds_suspended bigint not null default 0,
    add column seconds_duplicate bigint not null default 0,
    add column seconds_filtered bigint not null default 0,
    add column seconds_held bigint not null default 0,
    add column bytes_read bigint not null default 0,
    add column bytes_suspended bigint not null default 0,
    add column bytes_duplicate bigint not null default 0,
    add column bytes_filtered bigint not null default 0,
    add column bytes_held bigint not null default 0,
    add column events_read bigint not null default 0,
    add column events_suspended bigint not null default 0,
    add column events_duplicate bigint not null default 0,
    add column events_filtered bigint not null default 0,
    add column events_held bigint not null default 0,
    add column bytes_both_sides bigint not null default 0, -- of the rated: counted for a second service too
    add column filtered_digest bigint; -- of the records its reader left out, in their order

-- what was taken in before is known only where it was rated
update input_file
set seconds_read = seconds_rated, bytes_read = bytes_rated, events_read = events_rated;

alter table input_file
    add constraint seconds_add_up check (
        seconds_read
            = seconds_rated + seconds_suspended + seconds_duplicate + seconds_filtered + seconds_held),
    add constraint bytes_add_up check (
        bytes_read = bytes_rated + bytes_suspended + bytes_duplicate + bytes_filtered + bytes_held),
    add constraint events_add_up check (
        events_read = events_rated + events_suspended + events_duplicate + events_filtered + events_held),
    add constraint records_of_a_fate check (
        least(records_rated, records_suspended, records_duplicate, records_filtered, records_held) >= 0);

create index input_file_filtered on input_file (format, filtered_digest) where filtered_digest is not null;

create table input_file_amount (
    file_id integer not null references input_file,
    currency char(3) not null,
    amount_micros bigint not null,
    primary key (file_id, currency)
);

insert into input_file_amount (file_id, currency, amount_micros)
select c.file_id, o.currency, sum(c.amount_micros)
from usage_charge c
join account a on a.id = c.account_id
join operator o on o.id = a.operator_id
join input_file f on f.file_id = c.file_id and f.amount_micros_rated <> 0
group by c.file_id, o.currency;

alter table input_file drop column amount_micros_rated;

-- How much usage a record in suspense or a held part is, so that it leaves its fate with what it was counted with.
alter table suspended_record
    add column unit text check (unit in ('s', 'B', 'events')),
    add column quantity bigint not null default 0;

alter table held_part
    add column unit text check (unit in ('s', 'B', 'events')),
    add column quantity bigint not null default 0;

-- Unmatched traffic is kept by file: what finds an owner late leaves the held records of the file it came with.
alter table unmatched_traffic rename column last_file_id to file_id;
alter table unmatched_traffic
    add column records bigint not null default 0, -- flows whose fate is decided by this row
    add column held_bytes bigint not null default 0, -- bytes of those flows
    drop constraint unmatched_traffic_bytes_check,
    add check (bytes >= 0), -- a flow of no bytes is held too
    drop constraint unmatched_traffic_pkey,
    add primary key (address, hour, traffic_class, file_id);
