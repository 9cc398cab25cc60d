import type { AppointmentsRow } from '../../src/platform/db-types.ts';
import type { World } from './world.ts';

/** Everything the service keeps of one appointment; equal before and after when nothing happened. */
export async function recordsOf(world: World, id: string) {
  const [stored, history, messages, audit] = await Promise.all([
    world.db.selectFrom('appointments').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    world.db
      .selectFrom('appointment_history')
      .selectAll()
      .where('appointment_id', '=', id)
      .orderBy('changed_at')
      .execute(),
    world.db
      .selectFrom('outbox')
      .selectAll()
      .where('appointment_id', '=', id)
      .orderBy('sequence')
      .execute(),
    world.db
      .selectFrom('appointment_audit')
      .selectAll()
      .where('appointment_id', '=', id)
      .orderBy('sequence')
      .execute(),
  ]);
  // Both follow from the other columns.
  const { holds_place: _held, occupies: _time, ...row } = stored;
  return { row, history, messages, audit };
}

/** The row after one more write of it, which changed nothing else. */
export function rewritten<Row extends Pick<AppointmentsRow, 'version'>>(
  row: Row,
  updated_at: string,
): Row & { readonly updated_at: string } {
  return { ...row, updated_at, version: row.version + 1 };
}
