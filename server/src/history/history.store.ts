import type { Insertable } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { AppointmentHistoryRow, AppointmentHistoryTable } from '../platform/db-types.ts';
import { visibleTo } from '../platform/visible-rows.ts';

export async function insertLine(tx: Tx, line: Insertable<AppointmentHistoryTable>): Promise<void> {
  await tx.insertInto('appointment_history').values(line).execute();
}

/** The lines of one appointment, newest first; undefined when the actor may not know of it. */
export async function findLinesOf(
  db: Db,
  appointmentId: string,
  actor: Actor,
): Promise<AppointmentHistoryRow[] | undefined> {
  const visible = await db
    .selectFrom('appointments')
    .select('id')
    .where('id', '=', appointmentId)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (visible === undefined) return undefined;
  return await db
    .selectFrom('appointment_history')
    .selectAll()
    .where('appointment_id', '=', appointmentId)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .execute();
}
