-- How a release's numbers are written, kept with them: an operator's file that is edited between an interruption and the restart changes
-- none of them. Null of numbers taken before: they are written as the file says.
alter table bill_run_numbers add pattern text;
