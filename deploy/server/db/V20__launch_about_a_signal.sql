-- Which signal a launch is about, as far as the EHR hands it on: the key of a finding, and only ever a hint.
alter table launch add column about varchar(64);
alter table chart_session add column about varchar(64);
