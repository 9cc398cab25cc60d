import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { Appointment } from './appointment.ts';
import { listAppointmentsOf } from './appointments.store.ts';

/** As many names as the other services tell within the second that a batch of them may take. */
const BATCH = 40;

/**
 * Reads appointments in the order of their ids, a batch whenever the reader has taken the one
 * before. Nothing is held meanwhile, neither rows nor a connection: a row is shown as it is by then,
 * and one that has gone is left out.
 */
export async function* readInBatches<Shown>(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  show: (rows: readonly Appointment[]) => Promise<readonly Shown[]>,
): AsyncGenerator<Shown> {
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = ids.slice(from, from + BATCH);
    const rows = new Map(
      (await listAppointmentsOf(db, actor, batch)).map((row) => [row.id, row] as const),
    );
    yield* await show(batch.flatMap((id) => rows.get(id) ?? []));
  }
}
