import { lockDates } from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import { recordChange } from '../history/record.ts';
import { cancelReminder } from '../notifications/plan-reminder.ts';
import { type Actor, isStaff } from '../platform/actor.ts';
import { type Db, inTransaction } from '../platform/db.ts';
import { deletionRefused } from './appointments.errors.ts';
import { lockVisible, moveToDeleted } from './appointments.store.ts';
import { customerMayDelete, holdsPlace } from './lifecycle.rules.ts';

/** Deletes an appointment: hides it, frees its place and leaves a history line (contract 9.8). */
export async function removeAppointment(
  deps: { readonly db: Db },
  actor: Actor,
  id: string,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    // Lock order (contract 9.20): the appointment's row, then its dates.
    const current = await lockVisible(tx, id, actor);
    if (!isStaff(actor) && !customerMayDelete(current.status))
      throw deletionRefused(current.status);
    await cancelReminder(tx, id);
    if (holdsPlace(current.status)) await lockDates(tx, [occupiedBy(current)]);
    const deletedAt = await moveToDeleted(tx, id, actor.userId);
    await recordChange(tx, {
      appointment_id: id,
      changed_by_user_id: actor.userId,
      previous_status: current.status,
      new_status: current.status,
      change_reason: 'Deleted',
      changed_at: deletedAt,
    });
  });
}
