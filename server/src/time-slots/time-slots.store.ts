import { type SelectQueryBuilder, sql } from 'kysely';
import type { Interval, Scheduled } from '../availability/overlap.rules.ts';
import { notFound } from '../platform/app-error.ts';
import type { Db, Tx } from '../platform/db.ts';
import { brokenConstraint } from '../platform/db-errors.ts';
import type { Database, TimeSlotsTable } from '../platform/db-types.ts';
import { timestampOf } from '../platform/wall-clock.ts';
import type { TimeSlot, VersionedSlot } from './time-slot.ts';
import { slotExists } from './time-slots.errors.ts';

/** The columns of a slot that callers see and sort by, in the order of contract 2.4. */
export const SLOT_COLUMNS = [
  'id',
  'date',
  'start_time',
  'end_time',
  'is_available',
  'max_concurrent_appointments',
] as const satisfies readonly (keyof TimeSlotsTable)[];
const STORED_COLUMNS = [...SLOT_COLUMNS, 'version'] as const;
export type SlotColumn = (typeof SLOT_COLUMNS)[number];

const UNIQUE_START = 'time_slots_date_start_time_58525466_uniq';

export interface SlotFilter {
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
}

export interface SlotSort {
  readonly column: SlotColumn;
  readonly direction: 'asc' | 'desc';
}

export async function getSlot(db: Db, id: string): Promise<VersionedSlot> {
  const slot = await slotById(db, id).executeTakeFirst();
  if (slot === undefined) throw notFound();
  return slot;
}

/** The same, its row locked until the transaction ends. */
export async function lockSlot(tx: Tx, id: string): Promise<VersionedSlot> {
  const slot = await slotById(tx, id).forUpdate().executeTakeFirst();
  if (slot === undefined) throw notFound();
  return slot;
}

/** The slots of these ids; throws `not_found` when one of them is missing. */
export async function getSlots(db: Db, ids: readonly string[]): Promise<VersionedSlot[]> {
  const slots = await db
    .selectFrom('time_slots')
    .select(STORED_COLUMNS)
    .where('id', 'in', ids)
    .execute();
  if (slots.length < ids.length) throw notFound();
  return slots;
}

export async function insertSlot(tx: Tx, slot: TimeSlot): Promise<VersionedSlot> {
  return await refusingDuplicates(() =>
    tx.insertInto('time_slots').values(slot).returning(STORED_COLUMNS).executeTakeFirstOrThrow(),
  );
}

export async function updateSlot(tx: Tx, { id, ...values }: TimeSlot): Promise<VersionedSlot> {
  return await refusingDuplicates(() =>
    tx
      .updateTable('time_slots')
      .set(values)
      .where('id', '=', id)
      .returning(STORED_COLUMNS)
      .executeTakeFirstOrThrow(),
  );
}

export async function deleteSlot(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('time_slots').where('id', '=', id).execute();
}

/** Inserts the open slots whose date and start are not taken; answers how many these were. */
export async function insertMissingSlots(
  tx: Tx,
  slots: readonly Pick<TimeSlot, 'date' | 'start_time' | 'end_time'>[],
  places: number,
): Promise<number> {
  // A year of hours as single parameters would come near PostgreSQL's limit of 65,535.
  const { numAffectedRows = 0n } = await sql`
    insert into time_slots (id, date, start_time, end_time, is_available, max_concurrent_appointments)
    select gen_random_uuid(), planned.date, planned.start_time, planned.end_time, true, ${places}
    from unnest(
      ${sql.val(slots.map((slot) => slot.date))}::date[],
      ${sql.val(slots.map((slot) => slot.start_time))}::time[],
      ${sql.val(slots.map((slot) => slot.end_time))}::time[]
    ) as planned (date, start_time, end_time)
    on conflict (date, start_time) do nothing
  `.execute(tx);
  return Number(numAffectedRows);
}

export async function listTimeSlots(
  db: Db,
  filter: SlotFilter,
  page: { readonly sort: readonly SlotSort[]; readonly limit: number; readonly offset: number },
): Promise<VersionedSlot[]> {
  let query = filtered(db.selectFrom('time_slots'), filter).select(STORED_COLUMNS);
  for (const { column, direction } of page.sort) query = query.orderBy(column, direction);
  return await query.orderBy('id').limit(page.limit).offset(page.offset).execute();
}

export async function countTimeSlots(db: Db, filter: SlotFilter): Promise<number> {
  const row = await filtered(db.selectFrom('time_slots'), filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** All slots of the dates. */
export async function listSlotsOn(db: Db, dates: readonly string[]): Promise<VersionedSlot[]> {
  return await db
    .selectFrom('time_slots')
    .select(STORED_COLUMNS)
    .where('date', 'in', dates)
    .execute();
}

/** The appointments that hold a place at some time of one of the intervals. */
export async function listHeldDuring(
  db: Db,
  intervals: readonly Interval[],
): Promise<(Scheduled & { readonly id: string })[]> {
  const ranges = intervals.map(({ start, end }) => `[${timestampOf(start)},${timestampOf(end)})`);
  return await db
    .selectFrom('appointments')
    .select(['id', 'scheduled_date', 'scheduled_time', 'duration_minutes'])
    .where('holds_place', '=', true)
    .where(sql<boolean>`occupies && ${`{${ranges.join()}}`}::tsmultirange`)
    .execute();
}

function slotById(db: Db, id: string) {
  return db.selectFrom('time_slots').select(STORED_COLUMNS).where('id', '=', id);
}

function filtered<O>(
  query: SelectQueryBuilder<Database, 'time_slots', O>,
  { start_date, end_date }: SlotFilter,
): SelectQueryBuilder<Database, 'time_slots', O> {
  return query
    .$if(start_date !== undefined, (q) => q.where('date', '>=', start_date as string))
    .$if(end_date !== undefined, (q) => q.where('date', '<=', end_date as string));
}

// Under the date locks only a writer that does not take them gets this far.
async function refusingDuplicates<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw brokenConstraint(error) === UNIQUE_START ? slotExists() : error;
  }
}
