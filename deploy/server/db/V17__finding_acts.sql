-- What people did about a finding on the page of a chart: who, when, what, and why where they said so.
create sequence finding_act_seq start with 1 increment by 1;
create table finding_act (
  id           bigint not null primary key,
  finding_key  varchar(64) not null references finding,
  what         varchar(20) not null,
  reason       varchar(40),
  until_moment timestamp(6) with time zone,
  remark       varchar(2000),
  done_by      varchar(255) not null,
  done_at      timestamp(6) with time zone not null
);
create index finding_act_by_finding on finding_act (finding_key);
