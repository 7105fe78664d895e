-- When each rule went live here, or back into shadow. Rows are only added; they outlive the ledger.
create sequence mode_change_seq start with 1 increment by 1;
create table mode_change (
  id       bigint not null primary key,
  detector varchar(100) not null,
  live     boolean not null,
  since    timestamp(6) with time zone not null
);

create index finding_by_hold on finding (hold);
