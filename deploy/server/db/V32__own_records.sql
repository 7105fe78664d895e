-- Whose worklist it is may be a client, too; their own record is never on it.
alter table worklist_session add column own_records varchar(4000);
