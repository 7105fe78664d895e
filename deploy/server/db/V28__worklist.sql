-- Which worklists people have open, in which role and for which units; of the words that open them only digests.
create table worklist_session (
  id           varchar(36) not null primary key,
  code_digest  varchar(64) unique,
  token_digest varchar(64) unique,
  viewer       varchar(255) not null,
  viewer_role  varchar(20) not null,
  units        varchar(20000) not null,
  began        timestamp(6) with time zone not null,
  ends         timestamp(6) with time zone not null
);
create index worklist_session_by_ends on worklist_session (ends);
