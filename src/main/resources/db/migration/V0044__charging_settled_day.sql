-- The day before which an account's usage was last settled: explaining a charge replays the usage that settling knew.
create table account_settled (
    account_id bigint primary key,
    through date not null
);
