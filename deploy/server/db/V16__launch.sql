-- Launches that are under way: of the word that the browser carries only a digest. Gone once it is back, or after ten minutes.
create table launch (
  state_digest varchar(64) not null primary key,
  ehr          varchar(500),
  launch_word  varchar(2000),
  attempt      integer not null,
  verifier     varchar(100) not null,
  nonce        varchar(100) not null,
  back         varchar(1000) not null,
  ends         timestamp(6) with time zone not null
);
create index launch_by_ends on launch (ends);

-- Which person looked or acted, and the reason given for a record for few eyes.
alter table audit_entry add column viewer varchar(255);
alter table audit_entry add column reason varchar(20);
alter table audit_entry add column reason_text varchar(300);
