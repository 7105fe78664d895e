-- Which node is at work that one does at a time: until when without another sign of life, and since when.
create table node_turn (
  work  varchar(20) not null primary key,
  node  varchar(100) not null,
  ends  timestamp(6) with time zone not null,
  began timestamp(6) with time zone not null
);

-- Which node is sending a write just now.
alter table pending_write add column taken_by varchar(100);
