-- Answers on their way to a person who looks after them today. What they say is not kept.
create table safety_handover (
  handover_key varchar(36) not null primary key,
  patient      varchar(255) not null,
  kind         varchar(20) not null,
  answer       varchar(600) not null,
  labels       varchar(20000),
  as_message   boolean not null,
  opened       timestamp(6) with time zone not null,
  due          timestamp(6) with time zone not null,
  requested    boolean not null,
  escalated    timestamp(6) with time zone,
  taken        timestamp(6) with time zone
);
create index safety_handover_by_taken on safety_handover (taken);

-- When the record was first begun to be read: later answers are new. One row; it outlives the ledger.
create table safety_start (
  id    integer not null primary key,
  since timestamp(6) with time zone not null
);

-- What concerns a unit, counted over clients; names none of them.
create table unit_note (
  note_key varchar(36) not null primary key,
  detector varchar(100) not null,
  subject  varchar(600) not null,
  since    timestamp(6) with time zone not null,
  clients  bigint not null,
  opened   timestamp(6) with time zone not null,
  closed   timestamp(6) with time zone,
  told     boolean not null
);
create index unit_note_by_closed on unit_note (closed);
create index finding_by_channel on finding (channel, stage);
