-- What each accounting system was sent and what it answered, version by version. Owner: package accounting.

-- A file for a system. It is made whole beside its place, then said to be handed over, then renamed into its place: where the file
-- beside is gone, it was handed over.
create table sync_batch (
  batch_id bigint generated always as identity primary key,
  system text not null,
  export text not null, -- the definition's name
  operator_id bigint not null references operator,
  content text not null check (content in ('documents', 'payments', 'counterparties')),
  folder text not null,
  file text not null,
  state text not null check (state in ('planned', 'handing', 'sent')),
  records bigint not null,
  totals text not null,
  sha256 text,
  planned_at timestamptz not null,
  sent_at timestamptz,
  unique (folder, file)
);
create index sync_batch_open on sync_batch (system) where state <> 'sent';

-- A document, payment or counterparty as one system knows it.
create table sync_record (
  record_id bigint generated always as identity primary key,
  system text not null,
  content text not null check (content in ('documents', 'payments', 'counterparties')),
  operator_id bigint not null references operator,
  key text not null,
  day date, -- null: it belongs to no day
  version integer not null default 0, -- the latest
  agreed_version integer, -- the last one they have agreed to
  unique (system, content, operator_id, key)
);
create index sync_record_day on sync_record (system, content, operator_id, day);

create table sync_version (
  record_id bigint not null references sync_record,
  version integer not null check (version > 0),
  facts text not null,
  sha256 bytea not null check (octet_length(sha256) = 32), -- of facts
  state text not null check (state in ('new', 'sent', 'accepted', 'rejected', 'changed', 'deleted')),
  reason text, -- of a rejection, in their words
  batch_id bigint references sync_batch, -- the last file it is in
  times_sent integer not null default 0,
  noted_at timestamptz not null,
  state_at timestamptz not null,
  primary key (record_id, version)
) with (fillfactor = 80);
create index sync_version_of_batch on sync_version (batch_id) where batch_id is not null;
create index sync_version_new on sync_version (record_id) where state = 'new';

-- What they last told of a record, whether or not it is one of ours.
create table sync_theirs (
  system text not null,
  content text not null check (content in ('documents', 'payments', 'counterparties')),
  operator_id bigint not null references operator,
  key text not null,
  day date,
  facts text not null, -- of the fields their file has
  fields text not null, -- which those are
  file_id integer not null references input_file,
  line_number bigint not null,
  primary key (system, content, operator_id, key)
);
create index sync_theirs_day on sync_theirs (system, content, operator_id, day);

-- Rows of their files that could not be taken in: kept as they came, and tried again.
create table sync_refused (
  refused_id bigint generated always as identity primary key,
  file_id integer not null references input_file,
  line_number bigint not null,
  import text not null,
  operator_id bigint references operator, -- null: it names none that is known
  header text not null, -- of CSV: what its columns are called
  raw text not null,
  reason text not null,
  state text not null default 'open' check (state in ('open', 'settled')),
  tries integer not null default 0,
  refused_at timestamptz not null,
  unique (file_id, line_number)
);

-- Where ours and theirs differed when they were compared last.
create table sync_difference (
  system text not null,
  content text not null,
  operator_id bigint not null references operator,
  key text not null,
  field text not null, -- empty: the whole record
  day date,
  side text not null check (side in ('ours', 'theirs', 'both', 'unknown')), -- who left the last agreed copy
  ours text,
  theirs text,
  agreed text,
  found_at timestamptz not null,
  primary key (system, content, operator_id, key, field)
);

-- Differences that a person has decided to leave; they come up again when either side changes.
create table sync_accepted (
  system text not null,
  content text not null,
  operator_id bigint not null references operator,
  key text not null,
  field text not null,
  ours text,
  theirs text,
  agent text not null,
  reason text not null,
  accepted_at timestamptz not null,
  primary key (system, content, operator_id, key, field)
);
