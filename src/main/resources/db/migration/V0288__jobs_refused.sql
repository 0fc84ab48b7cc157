-- What a run told of as refused, so that one that goes on with it knows. Owner: package jobs.
create table run_refused (
    run_id bigint not null references run,
    refused_id bigint generated always as identity,
    fact text not null,
    primary key (run_id, refused_id)
);
