-- Whose what stands in the record is, and whether it is missing there without a word; unknown until it is looked at.
alter table pending_write add column theirs boolean;
alter table pending_write add column missing boolean default false not null;

-- The plan of ours that named a goal when it was last looked for.
alter table pending_write add column plan varchar(600);

-- Whether the record tells who wrote something of ours and why, and how often that failed.
alter table pending_write add column attribution varchar(10) default 'TOLD' not null;
alter table pending_write add column tellings integer default 0 not null;
create index pending_write_by_attribution on pending_write (attribution, next_attempt);

-- The goal that was lost before the one that stands there now.
alter table goal_decision add column goal_before varchar(600);
