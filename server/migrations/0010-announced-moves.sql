-- A move may be announced a little later, so that it can be taken back before anybody is told.

alter table outbox
  -- The start that the customer knows, while the message of a move waits to become due.
  add column moved_from timestamp without time zone,
  -- When the reminder of that start is due that the move took back.
  add column reminder_due_at timestamp with time zone;
