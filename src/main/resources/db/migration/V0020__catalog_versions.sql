-- What priced what: every definition version that was ever in force here, frozen with its text.
create table definition_version (
    definition_version_id integer generated always as identity primary key,
    kind text not null check (kind in ('plan', 'zones', 'holidays', 'reader', 'operator', 'template', 'job', 'taxes')),
    name text not null,
    valid_from date not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    body text not null,
    loaded_at timestamptz not null,
    released_at timestamptz, -- set when the version first priced something; from then on it cannot change
    unique (kind, name, valid_from)
);

-- A rate by its stable key, so that a charge names it in four bytes.
create table rate (
    rate_id integer primary key,
    plan text not null,
    valid_from date not null,
    path text not null, -- node path and band: voice/outgoing/national @ night
    unique (plan, valid_from, path)
);

create sequence rate_id_seq as integer;
