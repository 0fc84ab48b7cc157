-- Pieces of files of flows that were taken in, about 256 records each, known by what is in them: a second delivery of the same
-- flows is found under any name, with other line ends, packed or not. 800,000 services with 3.6 billion flows a month make 14
-- million rows of them.
create table traffic_chunk (
    digest uuid primary key,
    file_id integer not null references input_file,
    first_line bigint not null,
    last_line bigint not null
);

create index traffic_chunk_file on traffic_chunk (file_id);

-- Second deliveries: where the flows stand, and where those stand that count.
create table traffic_duplicate (
    file_id integer not null references input_file,
    first_line bigint not null,
    last_line bigint not null,
    records integer not null check (records > 0),
    bytes bigint not null check (bytes >= 0),
    first_file_id integer not null references input_file,
    original_first_line bigint not null,
    original_last_line bigint not null,
    primary key (file_id, first_line)
);
