-- A deleted appointment leaves its table, so that the predecessor, were it to come back, does not
-- see it; what it was is kept here, its history where it is.

create table deleted_appointments (
  id uuid primary key,
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
  guarded boolean not null,
  adopted boolean not null,
  deleted_at timestamp with time zone not null,
  deleted_by_user_id uuid not null
);
