import type { OutboxRow } from '../../src/platform/db-types.ts';
import type { World } from './world.ts';

export type Reminder = OutboxRow;

/** The reminders of an appointment that wait, were sent or were put aside. */
export async function remindersOf(world: World, appointmentId: string): Promise<Reminder[]> {
  return await world.db
    .selectFrom('outbox')
    .selectAll()
    .where('appointment_id', '=', appointmentId)
    .where('channel', '=', 'reminders')
    .execute();
}
