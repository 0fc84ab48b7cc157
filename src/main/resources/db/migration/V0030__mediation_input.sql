-- A file is claimed once, by what is in it: a second delivery under another name is known by its hash.
create table input_file (
    file_id integer generated always as identity primary key,
    format text not null,
    name text not null,
    sha256 text not null,
    size_bytes bigint not null check (size_bytes >= 0),
    file_series text,
    file_sequence bigint,
    state text not null check (state in ('claimed', 'done', 'refused')),
    reason text,
    claimed_at timestamptz not null,
    finished_at timestamptz,
    records_read bigint not null default 0,
    records_rated bigint not null default 0,
    records_suspended bigint not null default 0,
    records_duplicate bigint not null default 0,
    records_filtered bigint not null default 0,
    records_held bigint not null default 0,
    seconds_rated bigint not null default 0,
    bytes_rated bigint not null default 0,
    events_rated bigint not null default 0,
    amount_micros_rated bigint not null default 0,
    unique (format, sha256),
    constraint control_totals_add_up check (
        records_read
            = records_rated + records_suspended + records_duplicate + records_filtered + records_held)
);

-- How far a file has been taken in: written in the transaction of the rows made from it, and the authority for a restart.
create table file_position (
    file_id integer primary key references input_file,
    byte_offset bigint not null check (byte_offset >= 0),
    line_number bigint not null check (line_number >= 0),
    checkpoint text not null -- what the decoder needs to go on: header in force, totals so far
) with (fillfactor = 50);

-- What could not be read, identified or rated: kept as it came, with the reason, to be tried again.
create table suspended_record (
    suspense_id bigint generated always as identity primary key,
    file_id integer not null references input_file,
    line_number bigint not null,
    byte_offset bigint not null,
    raw bytea not null,
    header text, -- the header line in force, without which the record cannot be read again
    reason text not null,
    detail text not null,
    usage_time timestamptz,
    dedupe_key uuid not null, -- of the record, or of its bytes where it could not be read
    state text not null default 'open' check (state in ('open', 'rated', 'duplicate', 'discarded')),
    tries integer not null default 0,
    suspended_at timestamptz not null,
    settled_at timestamptz,
    note text,
    unique (file_id, line_number)
);

create index suspended_record_key on suspended_record (dedupe_key);
create index suspended_record_open on suspended_record (reason, suspense_id) where state = 'open';

-- A second delivery of a record: where it stood, and where the one that was charged stands.
create table duplicate_record (
    file_id integer not null references input_file,
    line_number bigint not null,
    usage_time timestamptz,
    dedupe_key uuid not null,
    first_file_id integer not null references input_file,
    first_line_number bigint not null,
    primary key (file_id, line_number)
);

-- A part of a long call: held while it waits for the rest, kept after it was charged to know a second delivery.
create table held_part (
    file_id integer not null references input_file,
    line_number bigint not null,
    byte_offset bigint not null,
    format text not null,
    merge_key text not null,
    state text not null default 'held' check (state in ('held', 'charged')),
    raw bytea not null,
    header text,
    held_at timestamptz not null,
    primary key (file_id, line_number)
);

create index held_part_key on held_part (format, merge_key);
create index held_part_waiting on held_part (format) where state = 'held';
