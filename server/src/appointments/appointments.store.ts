import { type Insertable, type SelectQueryBuilder, sql, type Updateable } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { notFound } from '../platform/app-error.ts';
import type { Db, Tx } from '../platform/db.ts';
import { brokenConstraint } from '../platform/db-errors.ts';
import type { AppointmentsTable, Database } from '../platform/db-types.ts';
import { visibleTo } from '../platform/visible-rows.ts';
import type { Appointment } from './appointment.ts';
import type { Search } from './search.rules.ts';

const STORED_COLUMNS = [
  'id',
  'customer_id',
  'vehicle_id',
  'assigned_employee_id',
  'appointment_type',
  'scheduled_date',
  'scheduled_time',
  'duration_minutes',
  'status',
  'service_description',
  'customer_notes',
  'internal_notes',
  'estimated_cost',
  'created_by_user_id',
  'created_at',
  'updated_at',
  'cancelled_at',
  'completed_at',
  'duration_seconds',
  'guarded',
  'adopted',
  'version',
] as const satisfies readonly (keyof AppointmentsTable)[];

const COLUMNS = [...STORED_COLUMNS, 'holds_place'] as const;

/** The time of the running statement: later than the locks that earlier statements waited for. */
const now = sql<string>`statement_timestamp()`;

export interface ListFilter {
  readonly status?: string | undefined;
  readonly appointment_type?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly employee_id?: string | undefined;
  readonly vehicle_id?: string | undefined;
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
  readonly search?: Search | undefined;
}

type SortColumn =
  | 'id'
  | 'customer_id'
  | 'vehicle_id'
  | 'assigned_employee_id'
  | 'appointment_type'
  | 'scheduled_date'
  | 'scheduled_time'
  | 'status';

interface Sort {
  readonly column: SortColumn;
  readonly direction: 'asc' | 'desc';
}

/** An appointment that the actor may know of; throws `not_found` otherwise. */
export async function getVisible(db: Db, id: string, actor: Actor): Promise<Appointment> {
  const row = await db
    .selectFrom('appointments')
    .select(COLUMNS)
    .where('id', '=', id)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  return row;
}

/** The same, its row locked until the transaction ends. */
export async function lockVisible(tx: Tx, id: string, actor: Actor): Promise<Appointment> {
  const row = await tx
    .selectFrom('appointments')
    .select(COLUMNS)
    .where('id', '=', id)
    .where(visibleTo(actor))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  return row;
}

export async function insertAppointment(
  tx: Tx,
  values: Omit<Insertable<AppointmentsTable>, 'created_at' | 'updated_at'>,
): Promise<Appointment> {
  return await tx
    .insertInto('appointments')
    .values({ ...values, created_at: now, updated_at: now })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

/** Writes the values and `updated_at`; `stamp` names one more column that gets the same time. */
export async function updateAppointment(
  tx: Tx,
  id: string,
  values: Updateable<AppointmentsTable>,
  stamp?: 'cancelled_at' | 'completed_at',
): Promise<Appointment> {
  return await tx
    .updateTable('appointments')
    .set({ ...values, updated_at: now, ...(stamp === undefined ? {} : { [stamp]: now }) })
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
}

/** Moves the row to `deleted_appointments`, as its last version; returns when. */
export async function moveToDeleted(tx: Tx, id: string, actorId: string): Promise<string> {
  const columns = STORED_COLUMNS.map((column) => sql.ref(column));
  const last = STORED_COLUMNS.map((column) =>
    column === 'version' ? sql`version + 1` : sql.ref(column),
  );
  const { rows } = await sql<{ deleted_at: string }>`
    with removed as (
      delete from appointments where id = ${id} returning ${sql.join(columns)}
    )
    insert into deleted_appointments (${sql.join(columns)}, deleted_at, deleted_by_user_id)
    select ${sql.join(last)}, statement_timestamp(), ${actorId}::uuid from removed
    returning deleted_at
  `.execute(tx);
  return rows[0]?.deleted_at as string;
}

/** Who would be booked twice, when a write broke one of the exclusion constraints. */
export function bookedTwice(error: unknown): 'customer' | 'employee' | undefined {
  const constraint = brokenConstraint(error);
  if (constraint === 'appointments_customer_booked_once') return 'customer';
  return constraint === 'appointments_employee_booked_once' ? 'employee' : undefined;
}

export async function listAppointments(
  db: Db,
  actor: Actor,
  filter: ListFilter,
  page: { readonly sort: readonly Sort[]; readonly limit: number; readonly offset: number },
): Promise<Appointment[]> {
  let query = filtered(db.selectFrom('appointments'), actor, filter).select(COLUMNS);
  for (const { column, direction } of page.sort) query = query.orderBy(column, direction);
  return await query.orderBy('id').limit(page.limit).offset(page.offset).execute();
}

/** Every appointment that fits, newest first unless told. */
export async function listAllAppointments(
  db: Db,
  actor: Actor,
  filter: ListFilter,
  direction: Sort['direction'] = 'desc',
): Promise<Appointment[]> {
  return await filtered(db.selectFrom('appointments'), actor, filter)
    .select(COLUMNS)
    .orderBy('scheduled_date', direction)
    .orderBy('scheduled_time', direction)
    .orderBy('id')
    .execute();
}

/** The ids of every appointment that fits, in order. */
export async function listAppointmentIds(
  db: Db,
  actor: Actor,
  filter: ListFilter,
  sort: readonly Sort[],
): Promise<string[]> {
  let query = filtered(db.selectFrom('appointments'), actor, filter).select('id');
  for (const { column, direction } of sort) query = query.orderBy(column, direction);
  const rows = await query.orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Those of the ids that there still are for this actor, in any order. */
export async function listAppointmentsOf(
  db: Db,
  actor: Actor,
  ids: readonly string[],
): Promise<Appointment[]> {
  return await db
    .selectFrom('appointments')
    .select(COLUMNS)
    .where(sql<boolean>`id = any(${sql.val(ids)}::uuid[])`)
    .where(visibleTo(actor))
    .execute();
}

/** The appointments of these ids that the actor may know of, by date and time. */
export async function listByIds(
  db: Db,
  actor: Actor,
  ids: readonly string[],
): Promise<Appointment[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('appointments')
    .select(COLUMNS)
    // As single parameters a year of them would come near PostgreSQL's limit.
    .where(sql<boolean>`id = any (${sql.val(ids)}::uuid[])`)
    .where(visibleTo(actor))
    .orderBy('scheduled_date')
    .orderBy('scheduled_time')
    .orderBy('id')
    .execute();
}

export async function countAppointments(db: Db, actor: Actor, filter: ListFilter): Promise<number> {
  const row = await filtered(db.selectFrom('appointments'), actor, filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function filtered<O>(
  query: SelectQueryBuilder<Database, 'appointments', O>,
  actor: Actor,
  filter: ListFilter,
): SelectQueryBuilder<Database, 'appointments', O> {
  const { status, appointment_type, customer_id, vehicle_id, employee_id } = filter;
  const { start_date, end_date, search } = filter;
  return query
    .where(visibleTo(actor))
    .$if(status !== undefined, (q) => q.where('status', '=', status as string))
    .$if(appointment_type !== undefined, (q) =>
      q.where('appointment_type', '=', appointment_type as string),
    )
    .$if(customer_id !== undefined, (q) => q.where('customer_id', '=', customer_id as string))
    .$if(vehicle_id !== undefined, (q) => q.where('vehicle_id', '=', vehicle_id as string))
    .$if(employee_id !== undefined, (q) =>
      q.where('assigned_employee_id', '=', employee_id as string),
    )
    .$if(start_date !== undefined, (q) => q.where('scheduled_date', '>=', start_date as string))
    .$if(end_date !== undefined, (q) => q.where('scheduled_date', '<=', end_date as string))
    .$if(search !== undefined, (q) => q.where(found(search as Search)));
}

// Arrays, not joins: each is looked up once, and the indexes find the rows of its ids.
function found({ ids, name, plate }: Search) {
  return sql<boolean>`(
    appointments.id between ${ids?.first ?? null}::uuid and ${ids?.last ?? null}::uuid
    or appointments.customer_id = any (array(
      select id from known_names where kind = 'customer' and search like ${name}
    ))
    or appointments.vehicle_id = any (array(
      select id from known_names where kind = 'vehicle' and search like ${plate}
    ))
  )`;
}
