-- What an account was invoiced less what was rendered of it, where VAT comes on top of prices: without VAT it is exact, with VAT it is what
-- stands on `advances`. Where the first is nothing, the second is what documents of one supply were rounded apart.
create table account_advance (
    account_id bigint primary key references account,
    net_minor bigint not null,
    gross_minor bigint not null
);
