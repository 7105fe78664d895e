-- What people tried because of a finding. Who did it is kept as a role, never as a person.
create sequence logged_response_seq start with 1 increment by 1;
create table logged_response (
  id           bigint not null primary key,
  finding_key  varchar(64) not null references finding,
  response     varchar(10) not null,
  tried_by     varchar(20) not null,
  tried_at     timestamp(6) with time zone not null,
  outcome      varchar(20)
);
create index logged_response_by_finding on logged_response (finding_key);
