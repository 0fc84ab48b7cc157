-- Rows become visible by batches: a transaction takes its number under a shared lock, a bill run's cut-off waits for all of them.
create sequence charge_batch_seq as integer;

-- Priced usage. Never updated: what changes later is a row of usage_correction.
create table usage_charge (
    usage_time timestamptz not null,
    dedupe_key uuid not null,
    account_id bigint not null,
    service_id bigint not null,
    quantity bigint not null,
    covered bigint not null,
    amount_micros bigint not null,
    rate_id integer not null,
    file_id integer not null,
    line_number bigint not null,
    batch_id integer not null,
    kind smallint not null, -- UsageKind.code: 1 voice, 2 message, 3 internet, 4 iptv, 5 event
    flags smallint not null, -- 1 outgoing, 2 later part of a session, 4 provisional: depends on a counter and is settled
    party text not null,
    unique (usage_time, dedupe_key)
) partition by range (usage_time);

create index usage_charge_account on usage_charge (account_id, usage_time);

-- What settling or re-rating found different: before and after, with its own batch, so that a bill run takes it once.
create table usage_correction (
    correction_id bigint generated always as identity primary key,
    usage_time timestamptz not null,
    dedupe_key uuid not null,
    revision integer not null check (revision > 0),
    account_id bigint not null,
    service_id bigint not null,
    old_rate_id integer not null,
    old_covered bigint not null,
    old_amount_micros bigint not null,
    rate_id integer not null,
    covered bigint not null,
    amount_micros bigint not null,
    kind smallint not null,
    flags smallint not null,
    quantity bigint not null,
    reason text not null,
    batch_id integer not null,
    corrected_at timestamptz not null,
    unique (usage_time, dedupe_key, revision)
);

create index usage_correction_account on usage_correction (account_id, usage_time);

-- Allowances and tiers as they stand, folded from the charges.
create table usage_counter (
    account_id bigint not null,
    service_id bigint not null, -- 0: shared by the account
    counter text not null,
    period_from date not null,
    units bigint not null,
    amount_micros bigint not null,
    primary key (account_id, service_id, counter, period_from)
) with (fillfactor = 50);

-- Recurring and one-time fees. A correction is a further revision that carries the difference.
create table fee_charge (
    fee_charge_id bigint generated always as identity primary key,
    account_id bigint not null,
    service_id bigint not null,
    fee text not null,
    plan text not null,
    period_from date not null,
    period_to date not null,
    revision integer not null check (revision >= 0),
    quantity bigint not null,
    amount_micros bigint not null,
    bill_on date not null, -- the first day whose bill run may take it
    batch_id integer not null,
    charged_at timestamptz not null,
    unique (service_id, fee, period_from, revision),
    check (period_from < period_to)
);

create index fee_charge_account on fee_charge (account_id, bill_on);

-- What a bill run reads: one row a charge or correction.
create view billable_usage as
select c.account_id, c.service_id, r.path as rate_path, r.path as rate_name, r.plan, c.usage_time, c.kind,
    c.quantity, c.covered as covered_quantity, c.amount_micros, c.batch_id
from usage_charge c
join rate r on r.rate_id = c.rate_id
union all
select c.account_id, c.service_id, r.path, r.path, r.plan, c.usage_time, c.kind,
    -c.quantity, -c.old_covered, -c.old_amount_micros, c.batch_id
from usage_correction c
join rate r on r.rate_id = c.old_rate_id
union all
select c.account_id, c.service_id, r.path, r.path, r.plan, c.usage_time, c.kind,
    c.quantity, c.covered, c.amount_micros, c.batch_id
from usage_correction c
join rate r on r.rate_id = c.rate_id;

create view billable_fee as
select fee_charge_id, account_id, service_id, fee, plan, period_from, period_to, quantity, amount_micros, bill_on, batch_id
from fee_charge;
