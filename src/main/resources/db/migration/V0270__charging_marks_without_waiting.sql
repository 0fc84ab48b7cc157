-- Accounts are marked unsettled by many transactions at once, and by one more than once. With a unique key each waited for the
-- others' marks until they had ended, two of them for each other: a deadlock. A mark that stands twice says no more than once.
alter table unsettled drop constraint unsettled_pkey;
create index unsettled_account on unsettled (account_id, month);

-- Marks accounts, by the month (UTC) of the usage, where no mark is seen yet. One look into the index a mark, however long the table
-- has grown since it was last analysed.
create function mark_unsettled(accounts bigint[], months date[]) returns void
    language sql
    set enable_seqscan = off
as $$
    insert into unsettled (account_id, month)
    select mark.account_id, mark.month
    from unnest(accounts, months) mark (account_id, month)
    where not exists (
        select
        from unsettled known
        where known.account_id = mark.account_id
          and known.month = mark.month
        offset 0)
$$;
