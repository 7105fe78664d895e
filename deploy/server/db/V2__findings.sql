-- What the detectors found, kept over time.
create table finding (
  finding_key        varchar(64) not null primary key,
  patient            varchar(255) not null,
  treatment          varchar(255) not null,
  detector           varchar(100) not null,
  rule_version       integer not null,
  attention          varchar(20) not null,
  category           varchar(20) not null,
  channel            varchar(20) not null,
  wording            varchar(100) not null,
  numbers            varchar(4000) not null,
  onset              varchar(600) not null,
  since              timestamp(6) with time zone not null,
  evidence           varchar(60000) not null,
  excluded           varchar(60000) not null,
  remarks            varchar(4000) not null,
  labels             varchar(20000),
  therapists         varchar(4000) not null,
  proposes_goal      boolean not null,
  subject            varchar(600),
  opened             timestamp(6) with time zone not null,
  stage              varchar(20) not null,
  stage_since        timestamp(6) with time zone not null,
  snoozed_until      timestamp(6) with time zone,
  dismissal          varchar(40),
  dismissed_evidence varchar(60000),
  ended              timestamp(6) with time zone,
  latest_evidence    timestamp(6) with time zone not null,
  caseload           varchar(255) not null,
  hold               varchar(10),
  let_out            timestamp(6) with time zone,
  flag_number        integer not null,
  flag_since         timestamp(6) with time zone,
  on_chart           boolean not null,
  chart_since        timestamp(6) with time zone,
  chart_until        timestamp(6) with time zone
);
create index finding_by_patient on finding (patient);

-- What must still be said, or was said, to the EHR: of a finding, a note for the unit or a safety hand-over, as its kind tells.
-- The whole wanted state is built when it is sent; what concerns safety has the first turn.
create table pending_write (
  id           varchar(80) not null primary key,
  about        varchar(64) not null,
  kind         varchar(10) not null,
  turn         integer not null,
  state        varchar(10) not null,
  revision     bigint not null,
  attempts     integer not null,
  next_attempt timestamp(6) with time zone not null,
  ever_tried   boolean not null,
  sentence     varchar(1000),
  resource     varchar(600)
);
create index pending_write_by_turn on pending_write (state, turn, next_attempt);
