-- A period without days: of an account whose contract begins on the day it is billed, or that was billed through that day before. It
-- takes the fees due on the day; the rectangle of the next period begins on it, less this one.
alter table billing_period
    drop constraint billing_period_check,
    add constraint billing_period_check check (from_day <= to_day);
