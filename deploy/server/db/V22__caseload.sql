-- Which clients a therapist sees now, as their running courses say; written anew whenever a client is looked at.
create table on_caseload (
  id        varchar(600) not null primary key,
  patient   varchar(255) not null,
  therapist varchar(255) not null
);
create index on_caseload_by_patient on on_caseload (patient);
create index on_caseload_by_therapist on on_caseload (therapist);

-- What a launch is for: a chart or a caseload; and whose chart alone it may open, where one was asked for.
alter table launch add column aim varchar(10) default 'CHART' not null;
alter table launch add column wanted varchar(255);

-- Which caseloads people have open; of the words that open them only digests.
create table caseload_session (
  id           varchar(36) not null primary key,
  code_digest  varchar(64) unique,
  token_digest varchar(64) unique,
  viewer       varchar(255) not null,
  viewer_role  varchar(20) not null,
  began        timestamp(6) with time zone not null,
  ends         timestamp(6) with time zone not null
);
create index caseload_session_by_ends on caseload_session (ends);

-- Whom the EHR lets them see, and whom not, of the clients whom they treat (OPEN, FEW_EYES, KEPT_FROM, OWN).
create table caseload_session_client (
  id         varchar(300) not null primary key,
  session_id varchar(36) not null references caseload_session on delete cascade,
  patient    varchar(255) not null,
  leave      varchar(10) not null
);
create index caseload_session_client_by_session on caseload_session_client (session_id);
create index caseload_session_client_by_patient on caseload_session_client (patient);
