-- What coordinators have before them: one narrow row for each finding that they may see, in the order in which it is worked off.
-- It can be made again from the findings at any time, but for who has taken it and what they mean to do.
create table work_item (
  item_key      varchar(64) not null primary key,          -- the finding's key: hexadecimal, so that every collation orders it alike
  kind          varchar(10) not null,                      -- SIGNAL, REQUEST
  patient       varchar(255) not null,
  shelf         varchar(120) not null,                     -- a unit, 'service', 'unplaced', or the person whom a request is to
  detector      varchar(100) not null,
  matter        varchar(20) not null,
  attention     varchar(20) not null,
  relationship  boolean not null,
  goal_open     boolean not null,
  few_eyes      boolean not null,
  rank_key      bigint not null,
  place         bigint,                                    -- its rank while it is on the list, else null
  entered       timestamp(6) with time zone not null,
  raised        timestamp(6) with time zone not null,      -- since when it asks for as much attention as it does
  seen          timestamp(6) with time zone,
  next_step     varchar(20) not null,
  step_due      timestamp(6) with time zone,
  owner         varchar(255),
  rests_until   timestamp(6) with time zone,
  rests_because varchar(10),                               -- PUT_OFF, CONTACT, TASK, RESPONSE
  rests_for     varchar(600),                              -- the record that says so
  gone          timestamp(6) with time zone,
  changed_at    timestamp(6) with time zone not null,
  version       bigint not null
);
create index work_item_by_place on work_item (shelf, place, item_key);
create index work_item_by_all on work_item (place, item_key);
create index work_item_by_owner on work_item (owner, place, item_key);
create index work_item_by_patient on work_item (patient);
create index work_item_by_change on work_item (changed_at);
create index work_item_by_rest on work_item (rests_until);
create index work_item_by_end on work_item (gone);

-- Who took, gave or left a row; no words.
create sequence work_act_seq start with 1 increment by 1;
create table work_act (
  id       bigint not null primary key,
  item_key varchar(64) not null,
  what     varchar(12) not null,
  given_to varchar(255),
  done_by  varchar(255) not null,
  done_at  timestamp(6) with time zone not null
);
create index work_act_by_item on work_act (item_key);

-- Of whom something was found before there were rows; whoever is looked at once more leaves it.
create table not_yet_listed (
  patient varchar(255) not null primary key
);
insert into not_yet_listed (patient) select distinct patient from finding where stage <> 'RESOLVED' and stage <> 'DISMISSED';
