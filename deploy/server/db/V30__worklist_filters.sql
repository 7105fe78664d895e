-- Which rows of the worklist people want to see often, each under a name of their own; nobody else reads them.
create table worklist_filter (
  filter_key varchar(300) not null primary key,            -- whose, and the name that the page gave it, so that nobody meets another's
  filter_id  varchar(36) not null,
  owner      varchar(255) not null,
  name       varchar(40) not null,
  wanted     varchar(1000) not null,                       -- the words of an address, such as matter=access&seen=no
  used_at    timestamp(6) with time zone not null          -- when its owner last read them
);
create index worklist_filter_by_owner on worklist_filter (owner);
create index worklist_filter_by_use on worklist_filter (used_at);
