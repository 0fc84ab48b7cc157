-- Rated traffic: one row a service, class and day of the operator, its hours packed (HourBytes), about 100 bytes of them. The
-- charges of the day were made from it and can be made from it again.
create table traffic_day (
    service_id bigint not null,
    day date not null,
    traffic_class smallint not null,
    revision smallint not null check (revision > 0), -- how often hours were rated: each time made charges of its own
    file_id integer not null, -- the last file that added to it
    hours bytea not null,
    primary key (service_id, day, traffic_class)
) partition by range (day);

-- Traffic of a service that has no price, with the reason; tried again whenever traffic is rated.
create table traffic_unrated (
    account_range integer not null,
    day date not null,
    service_id bigint not null,
    traffic_class smallint not null,
    reason text not null,
    detail text not null,
    file_id integer not null,
    bytes bigint not null check (bytes > 0),
    hours bytea not null,
    primary key (account_range, day, service_id, traffic_class, reason)
);
