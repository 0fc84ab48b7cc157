-- Holds transactions of a payment system for the one database transaction: beside others of its kind, but never beside a file of the
-- same source being booked. What cannot be had within the wait is given up. Held in the order of their keys, so that two that hold
-- several never wait for each other. Owner: package payments.
create function payment_hold(held_source text, held_references text[], wait text) returns void language plpgsql as $$
begin
  perform set_config('lock_timeout', wait, true), set_config('statement_timeout', '20s', true);
  perform pg_advisory_xact_lock_shared(hashtextextended('payment source ' || held_source, 0));
  perform pg_advisory_xact_lock(held.key)
  from (
    select distinct hashtextextended('payment of ' || held_source || ' ' || reference, 0) as key
    from unnest(held_references) as reference
    order by key) as held;
end $$;
