-- What changed and who may be told so, for those who follow the changes while they work. The tables
-- write it themselves, so that no writer is left out, and it says no more than ids, versions and dates.

-- First and in this order: whoever waits for one with the other in hand would make a circle.
lock table appointments, time_slots in share row exclusive mode;

create table change_feed (
  transaction_id xid8 not null default pg_current_xact_id(),
  -- The versions of one appointment come in this order; those of two may not.
  id bigint not null generated always as identity,
  topic text not null,
  -- The appointment and its version after the change; null for time slots.
  subject_id uuid,
  version integer,
  -- The customers whose it was and whose it is; time slots are everybody's.
  before_user_ids uuid[] not null default '{}',
  after_user_ids uuid[] not null default '{}',
  before_dates date[] not null default '{}',
  after_dates date[] not null default '{}',
  recorded_at timestamp with time zone not null default clock_timestamp(),
  constraint change_feed_pkey primary key (transaction_id, id),
  constraint change_feed_topic_check check (topic in ('appointment', 'time_slots'))
);

-- Both run with the rights of the tables' owner, so that the service's own role cannot tell of what
-- never happened.
create function tell_appointment() returns trigger
language plpgsql security definer
as $function$
begin
  -- Not for tables that somebody else has hung it on.
  if tg_table_schema <> current_schema() or tg_table_name <> 'appointments' then
    raise exception 'The feed is of appointments and time slots only.';
  end if;
  insert into change_feed (
    topic, subject_id, version, before_user_ids, after_user_ids, before_dates, after_dates
  )
  values (
    'appointment',
    coalesce(new.id, old.id),
    coalesce(new.version, old.version + 1),
    array_remove(
      array[old.customer_id, case when old.adopted then old.created_by_user_id end], null
    ),
    array_remove(
      array[new.customer_id, case when new.adopted then new.created_by_user_id end], null
    ),
    array_remove(array[old.scheduled_date], null),
    array_remove(array[new.scheduled_date], null)
  );
  return null;
end
$function$;

-- Once for a statement: a plan of a year writes thousands of slots.
create function tell_time_slots() returns trigger
language plpgsql security definer
as $function$
declare
  dates date[];
begin
  if tg_table_schema <> current_schema() or tg_table_name <> 'time_slots' then
    raise exception 'The feed is of appointments and time slots only.';
  end if;
  if tg_op = 'INSERT' then
    dates := array(select distinct date from slots_after order by date);
  elsif tg_op = 'DELETE' then
    dates := array(select distinct date from slots_before order by date);
  else
    dates := array(select date from slots_before union select date from slots_after order by date);
  end if;
  if dates <> '{}' then
    insert into change_feed (topic, after_dates) values ('time_slots', dates);
  end if;
  return null;
end
$function$;

revoke execute on function tell_appointment(), tell_time_slots() from public;

-- Temporary tables of a session must not stand before the real ones. The schema may be any.
do $do$
begin
  execute format(
    'alter function tell_appointment() set search_path = %I, pg_temp', current_schema()
  );
  execute format(
    'alter function tell_time_slots() set search_path = %I, pg_temp', current_schema()
  );
end
$do$;

create trigger appointments_told after insert or update or delete on appointments
  for each row execute function tell_appointment();
create trigger time_slots_told_insert after insert on time_slots
  referencing new table as slots_after
  for each statement execute function tell_time_slots();
create trigger time_slots_told_update after update on time_slots
  referencing old table as slots_before new table as slots_after
  for each statement execute function tell_time_slots();
create trigger time_slots_told_delete after delete on time_slots
  referencing old table as slots_before
  for each statement execute function tell_time_slots();
