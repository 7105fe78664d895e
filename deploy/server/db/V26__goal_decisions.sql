-- What people decided on goals that were put forward: once for each goal. Their words stay until thirty days after the record has them.
create table goal_decision (
  decision_key varchar(64) not null primary key,
  decision_id  varchar(36) not null unique,
  finding_key  varchar(64) not null references finding,
  what         varchar(10) not null,
  goal         varchar(600),
  words        varchar(1000),
  first_step   varchar(500),
  review       date,
  agreed       varchar(1000) not null,
  reason       varchar(40),
  plan         varchar(600),
  given_to     varchar(255),
  due          timestamp(6) with time zone,
  became       varchar(12) not null,
  overtaken_by varchar(20),
  decided_by   varchar(255) not null,
  decided_at   timestamp(6) with time zone not null
);
create index goal_decision_by_finding on goal_decision (finding_key);
create index goal_decision_by_day on goal_decision (decided_at);
