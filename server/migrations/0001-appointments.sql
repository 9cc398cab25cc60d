-- The tables of the service that this one replaces, name for name, so that its database is adopted
-- in place: on one of those, everything here is there already.

create table if not exists appointments (
  id uuid not null,
  customer_id uuid not null,
  vehicle_id uuid not null,
  assigned_employee_id uuid,
  appointment_type character varying(50) not null,
  scheduled_date date not null,
  scheduled_time time without time zone not null,
  duration_minutes integer not null,
  status character varying(20) not null,
  service_description text not null,
  customer_notes text not null,
  internal_notes text not null,
  estimated_cost numeric(10, 2),
  created_by_user_id uuid not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  completed_at timestamp with time zone,
  duration_seconds integer not null,
  constraint appointments_pkey primary key (id)
);

-- A database at the predecessor's first migration lacks this column. There it keeps its default, for
-- the code of that time does not know the column when it inserts.
alter table appointments add column if not exists duration_seconds integer not null default 0;

create index if not exists appointments_customer_id_d11bd911 on appointments (customer_id);
create index if not exists appointments_vehicle_id_95ecdeba on appointments (vehicle_id);
create index if not exists appointments_assigned_employee_id_9498e407
  on appointments (assigned_employee_id);
create index if not exists appointments_scheduled_date_ffc17ede on appointments (scheduled_date);
create index if not exists appointment_custome_4293f6_idx
  on appointments (customer_id, scheduled_date);
create index if not exists appointment_assigne_cd43ea_idx
  on appointments (assigned_employee_id, scheduled_date);
create index if not exists appointment_status_239f36_idx on appointments (status, scheduled_date);

create table if not exists time_slots (
  id uuid not null,
  date date not null,
  start_time time without time zone not null,
  end_time time without time zone not null,
  is_available boolean not null,
  max_concurrent_appointments integer not null,
  constraint time_slots_pkey primary key (id),
  constraint time_slots_date_start_time_58525466_uniq unique (date, start_time)
);

create index if not exists time_slots_date_d554e2f9 on time_slots (date);

create table if not exists appointment_history (
  id uuid not null,
  appointment_id uuid not null,
  changed_by_user_id uuid not null,
  previous_status character varying(20) not null,
  new_status character varying(20) not null,
  change_reason text not null,
  changed_at timestamp with time zone not null,
  constraint appointment_history_pkey primary key (id)
);

create index if not exists appointment_history_appointment_id_04ee92b3
  on appointment_history (appointment_id);
