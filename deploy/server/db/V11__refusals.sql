-- How often and since when the EHR would not have a write, and whether something of it is still owed.
alter table pending_write add column refusals integer default 0 not null;
alter table pending_write add column refused_since timestamp(6) with time zone;
alter table pending_write add column incomplete boolean default false not null;
