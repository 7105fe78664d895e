-- Who saw or put off a question of the worklist, and who put back what was put off, stand beside who took it; this is until when.
alter table work_act add column until_moment timestamp(6) with time zone;
