-- The run that took a file in, or came furthest with it: control totals of a run are those of its files.
alter table input_file add column run_id bigint;

create index input_file_run on input_file (run_id);
create index input_file_sequence on input_file (format, file_series, file_id) where file_sequence is not null;
