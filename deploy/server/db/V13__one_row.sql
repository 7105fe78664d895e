-- What a resource told last in one row: its version, what came of it (FACTS, GAP, WITHDRAWN) and the first fact it told, so that a first
-- load writes one row and not two. No query looks for rows by their moment: an index in no order costs as much as all the rest of a row.
create table known_resource (
  reference varchar(255) not null primary key,
  version   varchar(255),
  updated   timestamp(6) with time zone not null,
  state     varchar(20) not null,
  doubted   boolean default false not null,
  kind      varchar(20),
  patient   varchar(255),
  content   varchar(1000000)
);
create index known_resource_by_patient on known_resource (patient);
insert into known_resource (reference, version, updated, state, doubted)
  select reference, version, updated, state, doubted from resource;

-- From now on fact holds only what else a resource told: further facts, or those about other members of a group.

-- The resources of each page that changed last, for asking the EHR whether it still holds what it held.
create table latest_change (
  reference varchar(255) not null primary key,
  updated   timestamp(6) with time zone not null
);
create index latest_change_by_update on latest_change (updated);
insert into latest_change (reference, updated) select reference, updated from resource;
