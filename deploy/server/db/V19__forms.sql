-- Forms that clients were invited to fill: of the words that open them only digests. Gone once filled, or when their time is over.
create table form_invitation (
  id           varchar(36) not null primary key,
  word_digest  varchar(64) unique,
  token_digest varchar(64) unique,
  form         varchar(64) not null,
  about        varchar(64),
  form_language varchar(10) not null,
  patient      varchar(255) not null,
  invited_by   varchar(255) not null,
  on_the_spot  boolean not null,
  ends         timestamp(6) with time zone not null
);
create index form_invitation_by_ends on form_invitation (ends);
create index form_invitation_by_patient on form_invitation (patient);

-- What clients filled here, until the EHR has it: then it is gone from here.
create table filled_form (
  form_name varchar(36) not null primary key,
  patient   varchar(255) not null,
  form      varchar(64) not null,
  form_language varchar(10) not null,
  answers   varchar(8000) not null,
  authored  timestamp(6) with time zone not null,
  visit     varchar(600),
  labels    varchar(20000)
);
create index filled_form_by_patient on filled_form (patient);
