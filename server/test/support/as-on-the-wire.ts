import { sql } from './predecessor.ts';

/** Every row of the three tables in its wire format, formatted by PostgreSQL and not by the service. */
export async function asOnTheWire(url: string) {
  const [{ seconds } = { seconds: '0' }] = await sql<{ seconds: string }>(url, DURATION_SECONDS);
  return {
    appointments: await jsonRows(url, appointments(seconds)),
    slots: await jsonRows(url, SLOTS),
    history: await jsonRows(url, HISTORY),
  };
}

async function jsonRows(url: string, text: string): Promise<Record<string, unknown>[]> {
  const rows = await sql<{ row: Record<string, unknown> }>(
    url,
    `select to_json(rows) as row from (${text}) as rows`,
  );
  return rows.map(({ row }) => row);
}

// At the predecessor's first migration there is no such column; every row then has none.
const DURATION_SECONDS = `
  select coalesce(max(column_name), '0') as seconds
  from information_schema.columns
  where table_name = 'appointments' and column_name = 'duration_seconds'`;

const time = (column: string): string =>
  `regexp_replace(to_char(${column}, 'HH24:MI:SS.US'), '\\.0+$', '') as ${column}`;
const timestamp = (column: string): string =>
  `regexp_replace(
    to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\\.0+$', ''
  ) || 'Z' as ${column}`;

const appointments = (seconds: string): string => `
  select
    id, customer_id, vehicle_id, assigned_employee_id, appointment_type,
    to_char(scheduled_date, 'YYYY-MM-DD') as scheduled_date,
    ${time('scheduled_time')},
    duration_minutes, status, service_description, customer_notes, internal_notes,
    estimated_cost::text as estimated_cost,
    ${seconds} as duration_seconds,
    created_by_user_id,
    ${timestamp('created_at')},
    ${timestamp('updated_at')},
    ${timestamp('cancelled_at')},
    ${timestamp('completed_at')}
  from appointments a
  order by a.scheduled_date desc, a.scheduled_time desc, id`;

const SLOTS = `
  select
    id, to_char(date, 'YYYY-MM-DD') as date, ${time('start_time')}, ${time('end_time')},
    is_available, max_concurrent_appointments
  from time_slots s
  order by s.date, s.start_time`;

const HISTORY = `
  select
    id, appointment_id, changed_by_user_id, previous_status, new_status, change_reason,
    ${timestamp('changed_at')}
  from appointment_history h
  order by h.changed_at desc, id`;
