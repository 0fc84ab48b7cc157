-- The last day up to run_day on which a period of the account ends: the first day of the period that run_day is in. After a change of
-- the billing day the old periods go on until the new one takes hold, as those of fees do.
create or replace function billed_period_end(account bigint, first_billing_day int, run_day date) returns date
  language sql stable parallel safe
  return (
    case
      when exists (
        select 1
        from billing_day_change c
        where c.account_id = account
          and c.service_id is null)
      then lower(billing_period_on(account, null, run_day))
      else billing_period_start(run_day, first_billing_day)
    end);
