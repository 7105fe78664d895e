-- When each rule went live here, or back into shadow. Rows are only added; they outlive the ledger.
create sequence mode_change_seq start with 1 increment by 1;
create table mode_change (
  id       bigint not null primary key,
  detector varchar(100) not null,
  live     boolean not null,
  since    timestamp(6) with time zone not null
);

create index finding_by_hold on finding (hold);

-- What people made of Flags and goals of ours in the EHR: each edit once, never deleted. It names no person.
create table chart_edit (
  id          varchar(100) not null primary key,
  finding_key varchar(64) not null,
  kind        varchar(10) not null,
  what        varchar(20) not null,
  resource    varchar(600) not null,
  seen        timestamp(6) with time zone not null
);
create index chart_edit_by_finding on chart_edit (finding_key);

-- How far that was read. One row.
create table own_records_position (
  id    integer not null primary key,
  since timestamp(6) with time zone not null
);
