-- The history of all appointments is read newest first, a page at a time.

create index appointment_history_newest_first_idx on appointment_history (changed_at desc, id);
