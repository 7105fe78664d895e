-- What people said of a client's goal and a goal of the plan: that both are one, or that they are not. References alone, never words.
create sequence goal_match_seq start with 1 increment by 1;
create table goal_match (
  id          bigint not null primary key,
  patient     varchar(255) not null,
  client_goal varchar(255) not null,
  plan_goal   varchar(255) not null,
  verdict     varchar(16) not null,
  decided_by  varchar(255) not null,
  decided_at  timestamp(6) with time zone not null,
  revision    int not null,
  constraint goal_match_once unique (patient, client_goal, plan_goal)
);
