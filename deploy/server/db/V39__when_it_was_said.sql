-- When the record first had what people decided on a goal, or had refused it: their words stay for thirty days from then, however often what was lost is written once more.
alter table goal_decision add column said_at timestamp(6) with time zone;
