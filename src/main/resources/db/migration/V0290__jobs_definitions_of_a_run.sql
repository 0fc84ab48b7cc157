-- The definitions that runs worked by: each state once. A restart names what was changed since.
create table definition_state (
    sha256 text primary key,
    files text not null -- one a line: SHA-256 and path, by path
);

alter table run
    add column definitions text references definition_state;
