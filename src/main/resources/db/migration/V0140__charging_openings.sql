-- Where settling can start from: any day, also one in the middle of a billing period; with the day through which usage was known
-- when the days before it were priced.
alter table settled_through
    add column priced_through date;

update settled_through
set priced_through = as_of;

alter table settled_through
    alter column priced_through set not null;
