import type pg from 'pg';
import { nth } from '../../support/people.ts';
import type { Scene } from './scene.ts';

/** An appointment as the checks see it. */
export interface StoredAppointment {
  readonly id: string;
  readonly customer_id: string;
  readonly assigned_employee_id: string | null;
  readonly scheduled_date: string;
  readonly scheduled_time: string;
  readonly duration_minutes: number;
  readonly status: string;
  readonly [column: string]: unknown;
}

/** A slot as the checks see it. */
export interface StoredSlot {
  readonly date: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly is_available: boolean;
  readonly max_concurrent_appointments: number;
}

/** All that the database knows of a scene; times at which it was written are left out. */
export interface Records {
  readonly appointments: readonly StoredAppointment[];
  readonly deleted: readonly StoredAppointment[];
  readonly slots: readonly StoredSlot[];
  readonly history: readonly object[];
  readonly messages: readonly object[];
  readonly audit: readonly object[];
  /** Entries of the audit out of turn, or whose hash or link is wrong. */
  readonly faultyAudit: readonly object[];
  /** Messages that no audited change of the same transaction explains. */
  readonly lonelyMessages: readonly object[];
}

const SQL = `
  with here as (
    select id from appointments where scheduled_date between $1 and $2
    union
    select id from deleted_appointments where scheduled_date between $1 and $2
  ),
  chain as (
    select appointment_audit as entry, appointment_audit.*,
      lag(hash) over by_appointment as hash_before,
      row_number() over by_appointment as number
    from appointment_audit
    where appointment_id in (select id from here)
    window by_appointment as (partition by appointment_id order by sequence)
  )
  select
    (select coalesce(json_agg(to_jsonb(a) - '{holds_place,occupies,created_at,updated_at}'::text[]), '[]')
      from appointments as a where id in (select id from here)) as appointments,
    (select coalesce(json_agg(to_jsonb(d) - '{created_at,updated_at,deleted_at}'::text[]), '[]')
      from deleted_appointments as d where id in (select id from here)) as deleted,
    (select coalesce(json_agg(to_jsonb(s) - 'id'), '[]')
      from time_slots as s where date between $1 and $2) as slots,
    (select coalesce(json_agg(to_jsonb(h) - '{id,changed_at}'::text[]), '[]')
      from appointment_history as h where appointment_id in (select id from here)) as history,
    (select coalesce(json_agg(m), '[]')
      from (
        select appointment_id, event, recipient_user_id, payload -> 'data' as data,
          row_number() over (partition by appointment_id order by sequence) as number
        from outbox where appointment_id in (select id from here)
      ) as m) as messages,
    (select coalesce(json_agg(json_build_object('appointment', appointment_id, 'sequence', sequence,
        'actions', actions, 'version', version, 'role', actor_role)), '[]')
      from chain) as audit,
    (select coalesce(json_agg(json_build_object('appointment', appointment_id, 'sequence', sequence)), '[]')
      from chain
      where sequence <> number
        or previous_hash is distinct from hash_before
        or version <> number
        or hash <> appointment_audit_hash(entry)) as "faultyAudit",
    (select coalesce(json_agg(json_build_object('appointment', appointment_id, 'event', event)), '[]')
      from outbox as o
      where appointment_id in (select id from here) and not exists (
        select from chain as c
        where (c.appointment_id, c.transaction_id) = (o.appointment_id, o.transaction_id)
      )) as "lonelyMessages"
`;

/** Reads everything that there is on the days of a scene. */
export async function recordsOf(past: pg.Client, { dates }: Scene): Promise<Records> {
  const { rows } = await past.query<Records>(SQL, [nth(dates, 0), nth(dates, dates.length - 1)]);
  return nth(rows, 0);
}

/**
 * The records as sorted lines in which nothing tells one scene from another: the days are numbered,
 * ids are names, and an appointment that a writer has made is called by its customer.
 */
export function described(records: Records, scene: Scene): string[] {
  const words = new Map<string, string>();
  for (const [day, date] of scene.dates.entries()) words.set(date, `day ${day}`);
  for (const [index, { person, car }] of scene.owners.entries()) {
    words.set(person.user_id, `customer ${index}`);
    words.set(car.vehicle_id, `car ${index}`);
  }
  for (const [index, id] of scene.employees.entries()) words.set(id, `employee ${index}`);
  for (const { id, customer_id } of [...records.appointments, ...records.deleted])
    words.set(id, scene.nameOf(id) ?? `the one of ${words.get(customer_id)}`);
  return Object.entries(records)
    .flatMap(([kind, rows]: [string, readonly object[]]) =>
      rows.map((row) => `${kind} ${withWords(row, words)}`),
    )
    .sort();
}

function withWords(row: object, words: ReadonlyMap<string, string>): string {
  return JSON.stringify(row)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => words.get(id) ?? id)
    .replace(/\d{4}-\d\d-\d\d/g, (date) => words.get(date) ?? date)
    .replace(/"(cancelled_at|completed_at)":"[^"]*"/, '"$1":"set"');
}
