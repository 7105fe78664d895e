-- When the last of what was in doubt was read again: from then on nobody need look through all resources whether any is.
alter table ehr_memory add column settled timestamp(6) with time zone;

-- The changes in the order in which they are asked for: not every database walks along an index backwards.
create index latest_change_by_latest on latest_change (updated desc);
