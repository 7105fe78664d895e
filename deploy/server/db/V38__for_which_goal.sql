-- Which goals of the client's a finding is about, as its rule names them: Goal/7, or a line of a filled form.
alter table finding add column goals varchar(4000);

-- For which goals of the client's a goal of ours was put forward, once the record has it. Ids alone, and no words.
create table goal_put_forward (
  id          bigint not null primary key,
  patient     varchar(255) not null,
  client_goal varchar(255) not null,
  our_goal    varchar(255) not null,
  constraint goal_put_forward_once unique (patient, client_goal, our_goal)
);
create sequence goal_put_forward_seq start with 1 increment by 1;
