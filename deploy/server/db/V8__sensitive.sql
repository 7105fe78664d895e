-- Accounts of accesses to the record on their way to their keeper; gone once it has them.
-- They name the patient, since that is what they are for, and nothing of what the record says.
create sequence audit_entry_seq start with 1 increment by 200;
create table audit_entry (
  id          bigint not null primary key,
  name        varchar(36) not null,
  happened_at timestamp(6) with time zone not null,
  kind        varchar(10) not null,
  patient     varchar(255),
  about       varchar(600) not null,
  search      varchar(4000),
  outcome     varchar(10) not null,
  refused     boolean not null
);
create index audit_entry_by_refused on audit_entry (refused, id);

-- Why nothing of a client is kept (OBJECTS, ERASED), into which record theirs was merged, and whether it is one for few eyes.
alter table client add column kept_out varchar(20);
alter table client add column merged_into varchar(255);
alter table client add column restricted boolean default false not null;
create index client_by_merged_into on client (merged_into);
