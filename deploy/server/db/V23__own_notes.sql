-- What therapists noted here after a session, for themselves alone. It stands nowhere else: never in the record.
create table own_note (
  id         varchar(36) not null primary key,
  kind       varchar(64) not null,
  patient    varchar(255) not null,
  written_by varchar(255) not null,
  content    varchar(1000000) not null
);
create index own_note_by_patient on own_note (patient);
