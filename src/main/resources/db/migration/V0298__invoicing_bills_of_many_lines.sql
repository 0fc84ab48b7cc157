-- A bill may have more lines than a smallint counts: one for each service of an account that has tens of thousands.
alter table document_line alter column position type integer;
