-- The ledger: the few facts the rules need, each with its source. It can be dropped and rebuilt from the EHR.

-- What the last version of a resource was, and what came of it (FACTS, GAP, WITHDRAWN).
create table resource (
  reference varchar(255) not null primary key,
  version   varchar(255),
  updated   timestamp(6) with time zone not null,
  state     varchar(20) not null
);

create sequence fact_seq start with 1 increment by 200;

-- One row for each fact; its content is one line of JSON, read whole.
create table fact (
  id        bigint not null primary key,
  kind      varchar(20) not null,
  reference varchar(255) not null,
  patient   varchar(255) not null,
  content   varchar(1000000) not null
);
create index fact_by_patient on fact (patient);
create index fact_by_reference on fact (reference);

-- Resources that should have told something and could not; never their content.
create table gap (
  reference varchar(255) not null primary key,
  patient   varchar(255),
  reason    varchar(40) not null,
  since     timestamp(6) with time zone not null
);
create index gap_by_patient on gap (patient);

-- Who is or was in psychotherapy here, and when to look again.
create table client (
  patient      varchar(255) not null primary key,
  pseudonym    varchar(36) not null unique,
  in_scope     boolean not null,
  newcomer     boolean not null,
  dirty        boolean not null,
  next_look_at timestamp(6) with time zone,
  faults       integer not null
);
create index client_by_look on client (next_look_at);

-- How far each feed was read.
create table feed_position (
  feed       varchar(20) not null primary key,
  since      timestamp(6) with time zone not null,
  rounds     bigint not null,
  resources  bigint not null
);
