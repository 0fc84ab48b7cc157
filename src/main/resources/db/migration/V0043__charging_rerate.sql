-- The number, login or address a record came with, and whose usage is by it: a number that was assigned to another service back-dated
-- takes its usage along. Empty for traffic, which is summed by service, and for charges older than this column.
alter table usage_charge add column owner text not null default '';
comment on column usage_charge.flags is '1 outgoing, 2 later part of a session, 4 provisional; owner''s kind from 8: IdentifierKind.code';

-- A charge without a price: null is its rate, and nothing is billed of it, neither amount nor quantity. The word says why.
alter table usage_correction alter column old_rate_id drop not null;
alter table usage_correction alter column rate_id drop not null;
alter table usage_correction add column unpriced text;
alter table usage_correction add constraint usage_correction_unpriced
    check ((rate_id is null) = (unpriced is not null) and (rate_id is not null or amount_micros = 0 and covered = 0));
alter table usage_correction add constraint usage_correction_nothing_old
    check (old_rate_id is not null or old_amount_micros = 0 and old_covered = 0);

-- Accounts that usage was moved to and that were not priced again since, with the days (UTC) of that usage.
create table rerate_due (
    account_id bigint not null,
    day date not null,
    primary key (account_id, day)
);
