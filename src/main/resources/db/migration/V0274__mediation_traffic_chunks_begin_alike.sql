-- How a piece begins and eight bits of each of its records, so that a part of it is known again: a file that was cut off and comes whole,
-- or the other way round, and a piece of which one line was mended.
alter table traffic_chunk add column head bigint, add column marks bytea;
create index traffic_chunk_head on traffic_chunk (head);
