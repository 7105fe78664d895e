-- When it was last looked whether what the EHR was told still stands there.
alter table pending_write add column looked_after timestamp(6) with time zone;

-- When the walk before the last began: what has changed since then is read once more at the end of a walk.
alter table chart_walk add column began_before timestamp(6) with time zone;
