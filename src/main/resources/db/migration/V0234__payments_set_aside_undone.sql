-- What a rule set aside can turn out to be a payment, or the money of a refund. Owner: package payments.

alter table payment_set_aside add column set_aside_id bigint generated always as identity;
alter table payment_set_aside add constraint payment_set_aside_number unique (set_aside_id);
alter table payment_set_aside add column payment_id bigint references payment; -- undone: it is this payment now
alter table payment_set_aside add column refund_id bigint references payment_refund; -- the bank's line of this refund
alter table payment_set_aside add column agent text; -- who undid it
alter table payment_set_aside add column reason text;
alter table payment_set_aside add column undone_at timestamptz;
alter table payment_set_aside add constraint payment_set_aside_undone
  check ((payment_id is null) = (undone_at is null) and (agent is null) = (undone_at is null) and (reason is null) = (undone_at is null));
create unique index payment_set_aside_refund on payment_set_aside (refund_id) where refund_id is not null;

-- A line that was set aside and became a payment is counted as that payment.
create or replace view payment_fate as
select file_id, currency, 'in' as direction, 'posted' as fate, count(*) as lines, sum(amount_minor) as amount_minor
from payment
where file_id is not null
group by file_id, currency
union all
select file_id, currency, direction, 'quarantined', count(*), coalesce(sum(amount_minor), 0)
from payment_quarantine
where state <> 'booked'
group by file_id, currency, direction
union all
select file_id, currency, direction, 'set aside', count(*), sum(amount_minor)
from payment_set_aside
where undone_at is null
group by file_id, currency, direction
union all
select file_id, currency, direction, 'repeated', count(*), sum(amount_minor)
from payment_repeat
group by file_id, currency, direction;
