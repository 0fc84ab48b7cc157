-- Changes of what usage is priced by: which accounts they touch, from which day on. Usage that was charged before is priced again by the
-- next 'rerate-owners' and 'rerate' of changes. While nothing has been charged there is nothing to note.
create table changed_fact (
    change_id bigint generated always as identity primary key,
    account_id bigint not null references account,
    from_day date not null,
    -- false: a number, login or address was assigned otherwise, and usage may have to move first
    owners_moved boolean not null,
    changed_at timestamptz not null default clock_timestamp()
);
create index changed_fact_account on changed_fact (account_id);

-- Plan versions whose usage has been looked at since they were kept; those of before have been in force.
alter table definition_version add column applied boolean not null default false;
update definition_version set applied = true;

-- Plans, suspensions and terminations of services.
create function note_changed_services() returns trigger language plpgsql as $$
begin
    if not exists (select from usage_charge) then
        return null;
    end if;
    if tg_op <> 'INSERT' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select v.account_id, min(r.valid_from), true
        from was r
        join service v on v.id = r.service_id
        group by v.account_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select v.account_id, min(r.valid_from), true
        from becomes r
        join service v on v.id = r.service_id
        group by v.account_id;
    end if;
    return null;
end $$;

-- A number has another owner from the begin of its assignment, or from the change of its end.
create function note_changed_identifiers() returns trigger language plpgsql as $$
begin
    if not exists (select from usage_charge) then
        return null;
    end if;
    if tg_op = 'UPDATE' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select v.account_id, min((least(w.valid_to, b.valid_to) at time zone 'UTC')::date - 1), false
        from was w
        join becomes b
            on b.service_id = w.service_id and b.kind = w.kind and b.value = w.value and b.valid_from = w.valid_from
        join service v on v.id = w.service_id
        where w.valid_to <> b.valid_to
        group by v.account_id;
    elsif tg_op = 'INSERT' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select v.account_id, min((r.valid_from at time zone 'UTC')::date - 1), false
        from becomes r
        join service v on v.id = r.service_id
        group by v.account_id;
    else
        insert into changed_fact (account_id, from_day, owners_moved)
        select v.account_id, min((r.valid_from at time zone 'UTC')::date - 1), false
        from was r
        join service v on v.id = r.service_id
        group by v.account_id;
    end if;
    return null;
end $$;

create function note_changed_prices() returns trigger language plpgsql as $$
begin
    if not exists (select from usage_charge) then
        return null;
    end if;
    if tg_op = 'UPDATE' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select w.account_id, min(case when w.price = b.price then least(w.valid_to, b.valid_to) else w.valid_from end), true
        from was w
        join becomes b
            on b.account_id = w.account_id and b.service_id is not distinct from w.service_id and b.node = w.node
            and b.band = w.band and b.valid_from = w.valid_from
        where (w.price, w.valid_to) <> (b.price, b.valid_to)
        group by w.account_id;
    elsif tg_op = 'INSERT' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select account_id, min(valid_from), true
        from becomes
        group by account_id;
    else
        insert into changed_fact (account_id, from_day, owners_moved)
        select account_id, min(valid_from), true
        from was
        group by account_id;
    end if;
    return null;
end $$;

-- When billing periods begin, by which counters do.
create function note_changed_billing_days() returns trigger language plpgsql as $$
begin
    if not exists (select from usage_charge) then
        return null;
    end if;
    if tg_op <> 'INSERT' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select account_id, min(valid_from), true
        from was
        group by account_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into changed_fact (account_id, from_day, owners_moved)
        select account_id, min(valid_from), true
        from becomes
        group by account_id;
    end if;
    return null;
end $$;

create function note_changed_accounts() returns trigger language plpgsql as $$
begin
    if exists (select from usage_charge) then
        insert into changed_fact (account_id, from_day, owners_moved)
        select w.id, w.contract_date, true
        from was w
        join becomes b on b.id = w.id
        where b.billing_day <> w.billing_day;
    end if;
    return null;
end $$;

create trigger account_noted after update on account
    referencing old table as was new table as becomes for each statement execute function note_changed_accounts();

create trigger plan_subscription_added after insert on plan_subscription
    referencing new table as becomes for each statement execute function note_changed_services();
create trigger plan_subscription_changed after update on plan_subscription
    referencing old table as was new table as becomes for each statement execute function note_changed_services();
create trigger plan_subscription_removed after delete on plan_subscription
    referencing old table as was for each statement execute function note_changed_services();

create trigger service_status_added after insert on service_status
    referencing new table as becomes for each statement execute function note_changed_services();
create trigger service_status_changed after update on service_status
    referencing old table as was new table as becomes for each statement execute function note_changed_services();
create trigger service_status_removed after delete on service_status
    referencing old table as was for each statement execute function note_changed_services();

create trigger service_identifier_added after insert on service_identifier
    referencing new table as becomes for each statement execute function note_changed_identifiers();
create trigger service_identifier_changed after update on service_identifier
    referencing old table as was new table as becomes for each statement execute function note_changed_identifiers();
create trigger service_identifier_removed after delete on service_identifier
    referencing old table as was for each statement execute function note_changed_identifiers();

create trigger account_price_added after insert on account_price
    referencing new table as becomes for each statement execute function note_changed_prices();
create trigger account_price_changed after update on account_price
    referencing old table as was new table as becomes for each statement execute function note_changed_prices();
create trigger account_price_removed after delete on account_price
    referencing old table as was for each statement execute function note_changed_prices();

create trigger billing_day_change_added after insert on billing_day_change
    referencing new table as becomes for each statement execute function note_changed_billing_days();
create trigger billing_day_change_changed after update on billing_day_change
    referencing old table as was new table as becomes for each statement execute function note_changed_billing_days();
create trigger billing_day_change_removed after delete on billing_day_change
    referencing old table as was for each statement execute function note_changed_billing_days();
