-- Who is billed and for what. Empty text is never stored: what is not known is null.
create extension if not exists btree_gist;

create table operator (
    id bigint generated always as identity primary key,
    code text not null unique,
    name text not null,
    zone text not null,
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    country char(2) not null check (country ~ '^[A-Z]{2}$')
);

create table customer (
    id bigint generated always as identity primary key,
    operator_id bigint not null references operator,
    number text not null,
    kind text not null check (kind in ('person', 'company')),
    name text not null,
    full_name text,
    inn text check (inn ~ '^([0-9]{10}|[0-9]{12})$'),
    kpp text check (kpp ~ '^[0-9]{9}$'),
    vat_id text,
    language text not null,
    email text,
    phone text,
    postal_index text,
    city text,
    street text,
    house text,
    flat text,
    unique (operator_id, number),
    unique (operator_id, id)
);

create table account (
    id bigint generated always as identity primary key,
    operator_id bigint not null,
    customer_id bigint not null,
    number text not null,
    contract text not null,
    contract_date date not null,
    -- the day of the month a billing period begins on; in a shorter month its last day
    billing_day smallint not null check (billing_day between 1 and 31),
    -- null: the customer's language
    language text,
    print_zone text,
    -- under this total an invoice is carried forward; minor units of the operator's currency
    minimum_invoice_minor bigint not null default 0 check (minimum_invoice_minor >= 0),
    invoice_per text not null default 'account' check (invoice_per in ('account', 'customer')),
    unique (operator_id, number),
    -- a customer is billed by the operator it is a customer of
    foreign key (operator_id, customer_id) references customer (operator_id, id)
);

create index account_of_customer on account (customer_id);

create table service (
    id bigint generated always as identity primary key,
    account_id bigint not null references account,
    code text not null,
    kind text not null check (kind in ('internet', 'telephony', 'iptv', 'one-time')),
    name text,
    -- the first day it is provided; its end is the termination in service_status
    valid_from date not null,
    -- null: the account's
    billing_day smallint check (billing_day between 1 and 31),
    unique (account_id, code)
);

-- The first day of the billing period that a day belongs to.
create function billing_period_start(day date, billing_day int) returns date
    language sql immutable parallel safe
    return (
        select max(start)
        from (
            select month::date
                + least(billing_day, extract(day from month + interval '1 month' - interval '1 day')::int) - 1 as start
            from (values
                (date_trunc('month', day::timestamp)),
                (date_trunc('month', day::timestamp) - interval '1 month')) as months (month)) as starts
        where start <= day);

-- The day after the last of the billing period that a day belongs to.
create function billing_period_end(day date, billing_day int) returns date
    language sql immutable parallel safe
    return (
        select min(start)
        from (
            select month::date
                + least(billing_day, extract(day from month + interval '1 month' - interval '1 day')::int) - 1 as start
            from (values
                (date_trunc('month', day::timestamp)),
                (date_trunc('month', day::timestamp) + interval '1 month')) as months (month)) as starts
        where start > day);

-- Decimals of a currency (ISO 4217).
create function currency_decimals(currency text) returns int
    language sql immutable parallel safe
    return case
        when currency in (
            'ADP', 'BEF', 'BIF', 'BYB', 'BYR', 'CLP', 'DJF', 'ESP', 'GNF', 'GRD', 'ISK', 'ITL', 'JPY', 'KMF', 'KRW', 'LUF',
            'MGF', 'PTE', 'PYG', 'ROL', 'RWF', 'TPE', 'TRL', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
        when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
        when currency in ('CLF') then 4
        else 2
    end;
