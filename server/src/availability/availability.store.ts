import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import { dateOfDay, timestampOf } from '../platform/wall-clock.ts';
import type { IdentifiedSlot } from './free-places.rules.ts';
import type { Interval, Scheduled } from './overlap.rules.ts';

/** An appointment that holds a place, as far as clashes and capacity are concerned. */
export interface HeldPlace extends Scheduled {
  readonly id: string;
  readonly customer_id: string;
  readonly assigned_employee_id: string | null;
}

/** First key of the advisory locks on calendar dates; the second is the day number. */
const DATE_LOCKS = 8005;

/** Waits for the calendar dates, in the order given, until the transaction ends. */
export async function lockDays(tx: Tx, ascendingDays: readonly number[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${DATE_LOCKS}, day)
    from unnest(${sql.val(ascendingDays)}::int[]) as day
  `.execute(tx);
}

/** The appointments that hold a place at some time of the interval, one of them left out. */
export async function listHeldPlaces(
  db: Db,
  during: Interval,
  exceptId: string | null,
): Promise<HeldPlace[]> {
  return await db
    .selectFrom('appointments')
    .select([
      'id',
      'customer_id',
      'assigned_employee_id',
      'scheduled_date',
      'scheduled_time',
      'duration_minutes',
    ])
    .where('holds_place', '=', true)
    .where(
      sql<boolean>`occupies && tsrange(${timestampOf(during.start)}::timestamp, ${timestampOf(during.end)}::timestamp)`,
    )
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId as string))
    .execute();
}

/** The stored slots of the days from the first to the last. */
export async function listSlots(
  db: Db,
  firstDay: number,
  lastDay: number,
): Promise<IdentifiedSlot[]> {
  return await db
    .selectFrom('time_slots')
    .select(['id', 'date', 'start_time', 'end_time', 'is_available', 'max_concurrent_appointments'])
    .where('date', '>=', dateOfDay(firstDay))
    .where('date', '<=', dateOfDay(lastDay))
    .execute();
}
