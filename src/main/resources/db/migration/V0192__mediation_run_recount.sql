-- What a run changed in the totals of files that another run took in: a record of its own file became the one that is charged, a part
-- came that another file's parts waited for, a record left suspense. With it the totals of a run are what that run did, once and for
-- all, and those of all runs add up to those of all files.
create table run_recount (
    run_id bigint not null,
    file_id integer not null references input_file,
    records_read bigint not null,
    records_rated bigint not null,
    records_suspended bigint not null,
    records_duplicate bigint not null,
    records_filtered bigint not null,
    records_held bigint not null,
    seconds_read bigint not null,
    seconds_rated bigint not null,
    seconds_suspended bigint not null,
    seconds_duplicate bigint not null,
    seconds_filtered bigint not null,
    seconds_held bigint not null,
    bytes_read bigint not null,
    bytes_rated bigint not null,
    bytes_suspended bigint not null,
    bytes_duplicate bigint not null,
    bytes_filtered bigint not null,
    bytes_held bigint not null,
    events_read bigint not null,
    events_rated bigint not null,
    events_suspended bigint not null,
    events_duplicate bigint not null,
    events_filtered bigint not null,
    events_held bigint not null,
    bytes_both_sides bigint not null,
    primary key (run_id, file_id)
);

create index run_recount_file on run_recount (file_id);

create table run_recount_amount (
    run_id bigint not null,
    file_id integer not null references input_file,
    currency char(3) not null,
    amount_micros bigint not null,
    primary key (run_id, file_id, currency)
);
