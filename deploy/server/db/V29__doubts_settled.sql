-- When the last of what was in doubt was read again: from then on nobody need look through all resources whether any is.
alter table ehr_memory add column settled timestamp(6) with time zone;
