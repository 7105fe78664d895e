-- When a Task of ours that people completed in the EHR was done, as the record says; not known where it says nothing exact, and never of any other edit.
alter table chart_edit add column done_at timestamp(6) with time zone;
