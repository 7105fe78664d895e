-- Which charts people have open; of the words that open them only digests.
create table chart_session (
  id            varchar(36) not null primary key,
  code_digest   varchar(64) unique,
  token_digest  varchar(64) unique,
  viewer        varchar(255) not null,
  viewer_role   varchar(20) not null,
  patient       varchar(255) not null,
  reason_needed boolean not null,
  began         timestamp(6) with time zone not null,
  ends          timestamp(6) with time zone not null
);
create index chart_session_by_ends on chart_session (ends);
