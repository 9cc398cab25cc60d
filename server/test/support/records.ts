import type { World } from './world.ts';

/** Everything the service keeps of one appointment; equal before and after when nothing happened. */
export async function recordsOf(world: World, id: string) {
  const [stored, history, messages] = await Promise.all([
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
  ]);
  // Both follow from the other columns.
  const { holds_place: _held, occupies: _time, ...row } = stored;
  return { row, history, messages };
}
