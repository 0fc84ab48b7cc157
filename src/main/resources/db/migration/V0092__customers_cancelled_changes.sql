-- A suspension, resumption or termination that was told by mistake, or thought better of, is kept as cancelled and has no effect.
alter table service_status
    add column cancelled text not null default 'no' check (cancelled in ('yes', 'no'));

drop index service_status_terminated_once;

create unique index service_status_terminated_once
    on service_status (service_id) where status = 'terminated' and cancelled = 'no';
