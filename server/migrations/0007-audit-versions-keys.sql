-- Versions against lost updates, an audit that no writer can leave out, and keys that make a
-- repeated request safe. All of it also holds for a writer that knows nothing of it, such as the
-- predecessor, were it to come back.

-- All at once and first: whoever waits for one of them with another in hand would make a circle.
lock table appointments, time_slots, appointment_history, deleted_appointments, outbox
  in access exclusive mode;

alter table appointments add column version integer not null default 1;
alter table time_slots add column version integer not null default 1;
-- Its last version is that of the deletion.
alter table deleted_appointments add column version integer not null default 1;
-- The version that the line is about; null for lines of the predecessor.
alter table appointment_history add column version integer;

create function next_version() returns trigger
language plpgsql
as $function$
begin
  new.version := old.version + 1;
  return new;
end
$function$;

create trigger appointments_next_version before update on appointments
  for each row execute function next_version();
create trigger time_slots_next_version before update on time_slots
  for each row execute function next_version();

create table appointment_audit (
  appointment_id uuid not null,
  -- 1, 2, 3 … within the appointment.
  sequence integer not null,
  -- What it was: adopted, created, status_changed, rescheduled, assigned, edited, deleted.
  actions text[] not null,
  -- The version of the appointment after the change.
  version integer not null,
  -- Null for a writer that did not say who it was.
  actor_user_id uuid,
  actor_role text,
  channel text not null,
  request_id text,
  reason text not null,
  -- {"field": {"before": …, "after": …}}
  changes jsonb not null,
  transaction_id xid8 not null,
  recorded_at timestamp with time zone not null,
  -- The hash of the appointment's entry before; null for its first.
  previous_hash text,
  hash text not null,
  constraint appointment_audit_pkey primary key (appointment_id, sequence)
);

create index appointment_audit_version_idx on appointment_audit (appointment_id, version);

-- SHA-256 over everything that the entry says, in one fixed spelling.
create function appointment_audit_hash(entry appointment_audit) returns text
language sql stable
as $function$
  select encode(sha256(convert_to(jsonb_build_array(
    entry.appointment_id,
    entry.sequence,
    entry.version,
    entry.actions,
    entry.actor_user_id,
    entry.actor_role,
    entry.channel,
    entry.request_id,
    entry.reason,
    entry.changes,
    entry.transaction_id::text,
    (extract(epoch from entry.recorded_at) * 1000000)::bigint::text,
    entry.previous_hash
  )::text, 'UTF8')), 'hex')
$function$;

-- What is kept of a row: not what is computed from it, and the version has its own column.
create function audited_fields(stored jsonb) returns jsonb
language sql immutable
as $function$
  select stored - '{holds_place,occupies,version,deleted_at,deleted_by_user_id}'::text[]
$function$;

-- Runs with the rights of the tables' owner, so that the service's own role needs none to write here.
-- Who asked for the change stands in a setting of the transaction; a writer that sets none is the
-- database's own channel. The row that changes is locked, so the chain of an appointment has no forks.
create function audit_appointment() returns trigger
language plpgsql security definer
set timezone = 'UTC'
as $function$
declare
  told jsonb := coalesce(nullif(current_setting('servease.change', true), ''), '{}')::jsonb;
  before jsonb := '{}';
  after jsonb := '{}';
  last appointment_audit;
  entry appointment_audit;
begin
  -- Not for tables that somebody else has hung it on.
  if tg_table_schema <> current_schema() or tg_table_name <> 'appointments' then
    raise exception 'The audit is of appointments only.';
  end if;
  if tg_op <> 'INSERT' then before := audited_fields(to_jsonb(old)); end if;
  if tg_op <> 'DELETE' then after := audited_fields(to_jsonb(new)); end if;

  select jsonb_object_agg(
    field, jsonb_build_object('before', before -> field, 'after', after -> field)
  )
  into entry.changes
  from jsonb_object_keys(before || after) as field
  where before -> field is distinct from after -> field;
  entry.changes := coalesce(entry.changes, '{}');

  if tg_op = 'INSERT' then
    entry.appointment_id := new.id;
    entry.version := new.version;
    entry.actions := '{created}';
  elsif tg_op = 'DELETE' then
    entry.appointment_id := old.id;
    entry.version := old.version + 1;
    entry.actions := '{deleted}';
  else
    entry.appointment_id := old.id;
    entry.version := new.version;
    entry.actions := array_remove(array[
      case when entry.changes ? 'status' then 'status_changed' end,
      case when entry.changes ?| '{scheduled_date,scheduled_time}' then 'rescheduled' end,
      case when entry.changes ? 'assigned_employee_id' then 'assigned' end,
      case when entry.changes - '{status,scheduled_date,scheduled_time,assigned_employee_id,
        guarded,updated_at,cancelled_at,completed_at}'::text[] <> '{}' then 'edited' end
    ], null);
  end if;

  select * into last from appointment_audit
  where appointment_id = entry.appointment_id
  order by sequence desc
  limit 1;
  entry.sequence := coalesce(last.sequence, 0) + 1;
  entry.previous_hash := last.hash;
  entry.actor_user_id := (told ->> 'actor_user_id')::uuid;
  entry.actor_role := told ->> 'actor_role';
  entry.channel := coalesce(told ->> 'channel', 'database');
  entry.request_id := told ->> 'request_id';
  entry.reason := coalesce(told ->> 'reason', '');
  entry.transaction_id := pg_current_xact_id();
  entry.recorded_at := clock_timestamp();
  entry.hash := appointment_audit_hash(entry);
  insert into appointment_audit select entry.*;
  return null;
end
$function$;

revoke execute on function audit_appointment() from public;

create trigger appointments_audited after insert or update or delete on appointments
  for each row execute function audit_appointment();

-- Past the trigger, and only for a role that may, nothing is left but a truncate.
create function refuse_change() returns trigger
language plpgsql
as $function$
begin
  raise exception 'The table % is append-only.', tg_table_name using errcode = 'restrict_violation';
end
$function$;

create trigger appointment_audit_append_only before update or delete on appointment_audit
  for each row execute function refuse_change();
create trigger appointment_audit_no_truncate before truncate on appointment_audit
  for each statement execute function refuse_change();

-- Temporary tables of a session must not stand before the real ones. The schema may be any.
do $do$
begin
  execute format(
    'alter function audit_appointment() set search_path = %I, pg_temp', current_schema()
  );
end
$do$;

-- What is there already gets its first entry, so that from now on a row without one is a finding.
with entries as (
  select row(
    stored.id,
    1,
    stored.actions,
    1,
    null,
    null,
    'database',
    null,
    '',
    (
      select jsonb_object_agg(field, case
        when 'deleted' = any (stored.actions) then jsonb_build_object('before', value, 'after', null)
        else jsonb_build_object('before', null, 'after', value)
      end)
      from jsonb_each(audited_fields(stored.fields)) as fields (field, value)
    ),
    pg_current_xact_id(),
    now(),
    null,
    null
  )::appointment_audit as entry
  from (
    select id, '{adopted}'::text[] as actions, to_jsonb(appointments) as fields
    from appointments
    union all
    select id, '{adopted,deleted}', to_jsonb(deleted_appointments)
    from deleted_appointments
  ) as stored
)
insert into appointment_audit
select
  (entry).appointment_id, (entry).sequence, (entry).actions, (entry).version,
  (entry).actor_user_id, (entry).actor_role, (entry).channel, (entry).request_id, (entry).reason,
  (entry).changes, (entry).transaction_id, (entry).recorded_at, (entry).previous_hash,
  appointment_audit_hash(entry)
from entries;

-- Whoever repeats a change under its key gets the first answer. A row is written by the transaction
-- of the change itself, under the caller's key or one made for it, so that it also tells whether a
-- commit whose acknowledgement was lost has happened.
create table idempotency_keys (
  user_id uuid not null,
  operation text not null,
  key text not null,
  -- SHA-256 over the caller's role, path and body.
  request_hash text not null,
  -- What the change came to, from which the answer is made.
  result json,
  -- The answer as it was first given; null until then.
  answer json,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  constraint idempotency_keys_pkey primary key (user_id, operation, key)
);

create index idempotency_keys_expiry_idx on idempotency_keys (expires_at);

-- The same number in the audit, here and there says that they were written together.
alter table outbox add column transaction_id xid8;
alter table outbox alter column transaction_id set default pg_current_xact_id();
-- For forgetting what was delivered long ago.
create index outbox_delivered_idx on outbox (delivered_at) where delivered_at is not null;
