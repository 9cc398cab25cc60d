-- What keeps a place from being sold twice. Every new column has a default or is generated, so the
-- predecessor, were it to come back, can still insert.

create extension if not exists btree_gist;

alter table appointments
  -- True for the rows whose time, customer or employee this service wrote.
  add column guarded boolean not null default false,
  -- False for the rows this service inserted.
  add column adopted boolean not null default true,
  add column holds_place boolean not null
    generated always as (status in ('pending', 'confirmed', 'in_progress')) stored,
  -- Half-open, on the workshop's wall clock; adopted rows may have no length or a negative one. A
  -- date beyond the predecessor's calendar, which a timestamp may be unable to hold, takes no time.
  add column occupies tsrange not null generated always as (
    case
      when scheduled_date between '0001-01-01' and '9999-12-31' then tsrange(
        scheduled_date + scheduled_time,
        scheduled_date + scheduled_time + make_interval(mins => greatest(duration_minutes, 1))
      )
      else 'empty'
    end
  ) stored;

-- The last guard: adopted rows that already break these rules stay outside until they change.
alter table appointments
  add constraint appointments_customer_booked_once
    exclude using gist (customer_id with =, occupies with &&)
    where (guarded and holds_place),
  add constraint appointments_employee_booked_once
    exclude using gist (assigned_employee_id with =, occupies with &&)
    where (guarded and holds_place and assigned_employee_id is not null);

create index appointments_holding_place_idx
  on appointments using gist (occupies) where holds_place;
create index appointments_newest_first_idx
  on appointments (scheduled_date desc, scheduled_time desc, id);
create index appointments_adopted_owner_idx
  on appointments (created_by_user_id) where adopted;

create table outbox (
  id uuid primary key,
  -- The order in which one appointment's messages are delivered.
  sequence bigint not null generated always as identity,
  appointment_id uuid not null,
  event text not null,
  channel text not null,
  recipient_user_id uuid not null,
  payload jsonb not null,
  created_at timestamp with time zone not null default now(),
  next_attempt_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  last_error text,
  delivered_at timestamp with time zone,
  -- Set when the target refused the message for good; it is kept for a person to look at.
  parked_at timestamp with time zone
);

create index outbox_waiting_idx on outbox (channel, sequence)
  where delivered_at is null and parked_at is null;
create index outbox_waiting_of_appointment_idx on outbox (appointment_id, channel, sequence)
  where delivered_at is null and parked_at is null;
