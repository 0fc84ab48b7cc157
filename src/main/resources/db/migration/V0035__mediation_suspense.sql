-- A record that its reader, since changed, leaves out is settled too.
alter table suspended_record
    drop constraint suspended_record_state_check,
    add constraint suspended_record_state_check
        check (state in ('open', 'rated', 'duplicate', 'filtered', 'discarded'));
