-- Which files were fetched from servers: the metadata store of Spring Integration's adapters, region by region. Owner: package payments.
create table payment_metadata_store (
  metadata_key text not null,
  metadata_value text,
  region text not null,
  primary key (metadata_key, region)
);
