-- The figures of the service; one row.
create table service_norms (
  id               integer not null primary key,
  computed_at      timestamp(6) with time zone not null,
  within_person_sd varchar(4000) not null,
  miss_rate        double precision not null,
  reasons_coded    double precision not null,
  low_centile      varchar(4000) not null,
  forms_returned   double precision not null
);

-- What a nightly count has counted so far, some clients a row; empty when none runs.
create sequence counted_part_seq start with 1 increment by 1;
create table counted_part (
  id           bigint not null primary key,
  job_instance bigint not null,
  counts       varchar(1000000) not null
);

-- One row for each round: what was read, judged and sent.
create sequence review_run_seq start with 1 increment by 1;
create table review_run (
  id              bigint not null primary key,
  began           timestamp(6) with time zone not null,
  finished        timestamp(6) with time zone,
  resources       varchar(1000) not null,
  gaps            varchar(2000) not null,
  clients         integer not null,
  failed          integer not null,
  opened          integer not null,
  closed          integer not null,
  sent            integer not null,
  refused         integer not null,
  trouble         varchar(1000)
);
create index review_run_by_time on review_run (began);
