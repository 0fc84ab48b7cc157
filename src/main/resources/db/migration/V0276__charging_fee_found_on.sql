-- A correction is billed with the charge it corrects, or after it; the day of the run that made it is a matter of its own. What was
-- charged before keeps the day it waits for, so that no bill takes it twice or passes it over.
alter table fee_charge add column found_on date;
update fee_charge set found_on = bill_on;
alter table fee_charge alter column found_on set not null;

comment on column fee_charge.bill_on is 'the day from which a bill may take it; of a correction that of the first charge';
comment on column fee_charge.found_on is 'the day through which the run that made it charged';
