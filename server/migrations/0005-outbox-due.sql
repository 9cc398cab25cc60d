-- Relays look for what is due: reminders wait in the outbox for weeks and must not be read twice a
-- second all that time.

alter table outbox
  -- When the message was to go out; `next_attempt_at` moves away from it with every failure.
  add column due_at timestamp with time zone not null default now();

create index outbox_due_idx on outbox (channel, next_attempt_at, sequence)
  where delivered_at is null and parked_at is null;
drop index outbox_waiting_idx;

-- For the count of what was put aside; there should be none.
create index outbox_parked_idx on outbox (channel) where parked_at is not null;
