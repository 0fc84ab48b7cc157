-- What changes with dates. A timeline is kept as change points: what a row says holds until the next row of the same key,
-- so that intervals can neither overlap nor leave a gap. Only what may have gaps carries an end of its own.

-- From this day the service is on this plan; null: on none.
create table plan_subscription (
    service_id bigint not null references service,
    valid_from date not null,
    plan text,
    billed text not null default 'next-run' check (billed in ('at-once', 'next-run')),
    primary key (service_id, valid_from)
);

-- From this day so many are charged; fee '' means every fee of the plan, a fee's own row wins. Without a row: one.
create table service_quantity (
    service_id bigint not null references service,
    fee text not null default '',
    valid_from date not null,
    quantity int not null check (quantity >= 0),
    primary key (service_id, fee, valid_from)
);

-- From this day the service is in this state. Before the first row, from service.valid_from, it is active.
create table service_status (
    service_id bigint not null references service,
    valid_from date not null,
    status text not null check (status in ('active', 'suspended', 'terminated')),
    suspension text check (suspension in ('administrative', 'voluntary', 'debt')),
    reason text,
    billed text not null default 'next-run' check (billed in ('at-once', 'next-run')),
    primary key (service_id, valid_from),
    check ((status = 'suspended') = (suspension is not null))
);

create unique index service_status_terminated_once on service_status (service_id) where status = 'terminated';

-- From this day billing periods begin on this day of the month; service_id null: of the account.
create table billing_day_change (
    account_id bigint not null references account,
    service_id bigint references service,
    valid_from date not null,
    billing_day smallint not null check (billing_day between 1 and 31),
    unique nulls not distinct (account_id, service_id, valid_from)
);

-- What a service is known by in the network. Numbers are digits, addresses canonical text (RFC 5952), prefixes with their length.
-- A hash of the value keeps the exclusion index four times smaller and faster than the text would; that two of ten million
-- values share a 64-bit hash is as likely as 1 in 400,000, and would refuse an assignment, never accept a wrong one.
create table service_identifier (
    service_id bigint not null references service,
    kind text not null check (kind in ('number', 'address', 'login', 'port')),
    value text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null default '9999-01-01T00:00:00Z',
    primary key (service_id, kind, value, valid_from),
    check (valid_from < valid_to),
    constraint service_identifier_has_one_owner
        exclude using gist (
            hashtextextended(kind || ' ' || value, 0) with =,
            tstzrange(valid_from, valid_to) with &&)
        deferrable initially deferred
);

-- An account's own price at a node of the tariff tree, over whatever its plan says there; service_id null: for all its services.
create table account_price (
    account_id bigint not null references account,
    service_id bigint references service,
    node text not null,
    band text not null default '',
    price text not null,
    valid_from date not null,
    valid_to date not null default '9999-01-01',
    unique nulls not distinct (account_id, service_id, node, band, valid_from),
    check (valid_from < valid_to),
    constraint account_price_is_one
        exclude using gist (
            account_id with =, coalesce(service_id, 0) with =, node with =, band with =,
            daterange(valid_from, valid_to) with &&)
        deferrable initially deferred
);

-- An account's own price of a fee, over what its plan says.
create table account_fee_price (
    account_id bigint not null references account,
    service_id bigint references service,
    fee text not null,
    price text not null,
    valid_from date not null,
    valid_to date not null default '9999-01-01',
    unique nulls not distinct (account_id, service_id, fee, valid_from),
    check (valid_from < valid_to),
    constraint account_fee_price_is_one
        exclude using gist (
            account_id with =, coalesce(service_id, 0) with =, fee with =,
            daterange(valid_from, valid_to) with &&)
        deferrable initially deferred
);

-- The billing day of a service (or, where it is null, of the account) in force on a day: the service's own, else the account's.
create function billing_day_on(account bigint, service bigint, day date) returns int
    language sql stable parallel safe
    return coalesce(
        (select c.billing_day
         from billing_day_change c
         where c.account_id = account and c.service_id = service and c.valid_from <= day
         order by c.valid_from desc
         limit 1),
        (select v.billing_day from service v where v.id = service),
        (select c.billing_day
         from billing_day_change c
         where c.account_id = account and c.service_id is null and c.valid_from <= day
         order by c.valid_from desc
         limit 1),
        (select a.billing_day from account a where a.id = account));
