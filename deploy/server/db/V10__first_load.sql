-- How far the first load of the record has come; one row, made when it begins.
create table first_load (
  id          integer not null primary key,
  began       timestamp(6) with time zone not null,
  finished    timestamp(6) with time zone,
  alive       timestamp(6) with time zone not null,
  planned     boolean not null,
  export      varchar(20) not null,
  exports     integer not null,
  status      varchar(4000),
  feeds       varchar(400) not null,
  note        varchar(1000) not null,
  parts       integer not null,
  resources   bigint not null
);

-- The parts in which it is read, until all are: stretches of a feed, or files of an export.
create table load_part (
  id         integer not null primary key,
  feed       varchar(20) not null,
  starts     timestamp(6) with time zone not null,
  ends       timestamp(6) with time zone,
  as_of      timestamp(6) with time zone,
  address    varchar(4000),
  secured    boolean not null,
  deletions  boolean not null,
  line_count bigint,
  since      timestamp(6) with time zone not null,
  reached    timestamp(6) with time zone not null,
  behind     bigint not null,
  resources  bigint not null,
  done       boolean not null
);

-- Of what the EHR held after its clock went back nothing is known: whatever it tells of such a resource now is taken.
alter table resource add column doubted boolean default false not null;
create index resource_by_update on resource (updated);

-- Whether the EHR still holds what it held last; one row.
create table ehr_memory (
  id     integer not null primary key,
  looked timestamp(6) with time zone,
  lost   timestamp(6) with time zone,
  agrees timestamp(6) with time zone
);
insert into ehr_memory (id, looked, lost, agrees) values (1, null, null, null);
