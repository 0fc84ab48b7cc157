-- What requests with an idempotency key were answered: the same key gets the same bytes, for the same body only. Owner: package payments.

create table payment_request_key (
  system text not null,
  request_key text not null,
  body_sha256 bytea not null check (octet_length(body_sha256) = 32),
  status smallint not null,
  content_type text not null,
  answer bytea not null,
  answered_at timestamptz not null,
  primary key (system, request_key)
);
