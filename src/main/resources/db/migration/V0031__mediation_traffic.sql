-- Traffic sums know a zone by its number; a number never means another zone.
create table traffic_zone (
    zone smallint primary key check (zone >= 0),
    name text not null unique
);

-- Hourly sums that wait to be rated: one row a range of a file, 4,096 accounts and day of the operator. The sums are packed
-- (TrafficBlock), about 7 bytes for a service, class and hour: files may come every five minutes, and a row a sum would be ten
-- times as much.
create table traffic_delta (
    delta_id bigint generated always as identity primary key,
    account_range integer not null,
    day date not null,
    file_id integer not null references input_file,
    bytes bigint not null check (bytes > 0),
    sums bytea not null
);

create index traffic_delta_day on traffic_delta (account_range, day);

-- Traffic of addresses that nobody had: per address (or prefix, where there were too many), class and hour. It waits for an owner.
create table unmatched_traffic (
    address inet not null,
    traffic_class smallint not null,
    hour timestamptz not null,
    bytes bigint not null check (bytes > 0),
    last_file_id integer not null references input_file, -- the last one that added to the row
    primary key (address, hour, traffic_class)
);
