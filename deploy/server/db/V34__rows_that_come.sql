-- When a row came to its place, or moved up: what an open page calls new. Not known of rows that were there before.
alter table work_item add column placed_at timestamp(6) with time zone;
create index work_item_by_placing on work_item (placed_at);
