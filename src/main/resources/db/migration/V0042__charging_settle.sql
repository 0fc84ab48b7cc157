-- Accounts with usage whose price depends on a counter, by the month (UTC) of the usage: what settling looks at.
create table unsettled (
    account_id bigint not null,
    month date not null,
    primary key (account_id, month)
);

-- Counters as they stood at the begin of a day on which every counter's period begins: where settling can start from.
create table counter_opening (
    account_id bigint not null,
    as_of date not null,
    service_id bigint not null, -- 0: shared by the account
    counter text not null,
    period_from date not null,
    units bigint not null,
    amount_micros bigint not null,
    primary key (account_id, as_of, service_id, counter, period_from)
);

-- Openings that hold no counter are known too.
create table settled_through (
    account_id bigint not null,
    as_of date not null,
    primary key (account_id, as_of)
);
