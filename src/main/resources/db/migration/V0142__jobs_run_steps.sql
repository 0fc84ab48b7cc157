-- The steps a run was started with, one a line: going on with it does those and no others. Null for runs of before: all of their job.
alter table run
    add column steps text;
