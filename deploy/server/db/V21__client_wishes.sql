-- What clients say about what may be shown of them, in the order in which it was written down; the latest holds.
create sequence client_wish_seq start with 1 increment by 1;
create table client_wish (
  id       bigint not null primary key,
  patient  varchar(255) not null,
  hidden   boolean not null,
  noted_by varchar(255) not null,
  noted_at timestamp(6) with time zone not null
);
create index client_wish_by_patient on client_wish (patient);
