-- What is read of the record's export in a night stands beside the first load, as its second row: for which walk, and what came of it.
alter table first_load add column walk timestamp(6) with time zone;
alter table first_load add column since timestamp(6) with time zone;
alter table first_load add column changed bigint default 0 not null;
alter table first_load add column gone bigint default 0 not null;

-- To which of the two a part belongs.
alter table load_part add column load_id integer default 1 not null;
alter table load_part add column changed bigint default 0 not null;
alter table load_part add column gone bigint default 0 not null;

-- When the last walk began that asked for all that there is in all charts.
alter table chart_walk add column asked timestamp(6) with time zone;
