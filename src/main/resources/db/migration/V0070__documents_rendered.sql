-- Rendered documents and print runs. Owner: package documents.

-- The bytes of each released document, kept for good: a reprint hands out these. No foreign key to billing_document: a numbered
-- document cannot be deleted, and the key's check would lock, and so rewrite, every row of it.
create table rendered_document (
  document_id bigint not null,
  kind text not null, -- the document's own kind; call-detail: the appendix of the invoice document_id
  bill_run_id bigint not null,
  template_version bytea not null check (octet_length(template_version) = 32), -- SHA-256 over the template's files
  sha256 bytea not null check (octet_length(sha256) = 32), -- of pdf
  pages integer not null check (pages > 0),
  size_bytes integer not null check (size_bytes > 0),
  rendered_at timestamptz not null,
  pdf bytea not null,
  primary key (document_id, kind)
);
alter table rendered_document alter column pdf set storage external; -- compressed already
create index rendered_document_of_run on rendered_document (bill_run_id);

create function documents_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the bytes of document % (%) are kept as they were handed out', old.document_id, old.kind
    using errcode = 'restrict_violation';
end $$;

create trigger rendered_document_kept before update on rendered_document
  for each row execute function documents_refuse_change();

-- Bill runs of which every document is rendered: nothing is to be looked for in them.
create table rendered_run (
  bill_run_id bigint primary key,
  documents bigint not null,
  rendered_at timestamptz not null
);

-- Batch prints: which documents went into which folder.
create table print_batch (
  print_batch_id bigint generated always as identity primary key,
  name text not null unique, -- its folder under print/
  documents bigint not null,
  pages bigint not null,
  files integer not null,
  manifest_sha256 bytea not null check (octet_length(manifest_sha256) = 32),
  printed_at timestamptz not null
);

-- What a printed list of calls calls a service: its number where it has one, else its name.
create view printed_service as
select s.id as service_id, coalesce(n.number, s.name, s.code) as label
from service s
left join lateral (
  select case when count(distinct i.value) = 1 then min(i.value) end as number
  from service_identifier i
  where i.service_id = s.id
    and i.kind = 'number') n on true;
