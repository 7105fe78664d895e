-- The word by which the EHR is known when it tells that something has changed, and when it last told; one row.
create table hook (
  id     integer not null primary key,
  secret varchar(64),
  heard  timestamp(6) with time zone
);
insert into hook (id, secret, heard) values (1, null, null);

-- How far the nightly walk through all charts has come; one row.
create table chart_walk (
  id       integer not null primary key,
  began    timestamp(6) with time zone,
  finished timestamp(6) with time zone,
  stepped  timestamp(6) with time zone,
  position varchar(255) not null,
  clients  bigint not null,
  changed  bigint not null,
  gone     bigint not null
);
insert into chart_walk (id, began, finished, stepped, position, clients, changed, gone) values (1, null, null, null, '', 0, 0, 0);
