-- One row a run: who owns it, until when its lease holds, and how it ended.
create table run (
    run_id bigint generated always as identity primary key,
    job text not null,
    parameters text not null,
    state text not null check (state in ('running', 'completed', 'failed', 'stopped')),
    owner text not null,
    lease_until timestamptz not null,
    stop_requested boolean not null default false,
    restarts bigint references run,
    execution_id bigint,
    started_at timestamptz not null,
    finished_at timestamptz,
    message text
) with (fillfactor = 70);

-- Two starts of one job at once: one wins.
create unique index run_one_at_a_time on run (job) where state = 'running';
