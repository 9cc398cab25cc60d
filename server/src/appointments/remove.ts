import { lockDates } from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import { recordChange } from '../history/record.ts';
import { withdrawMove } from '../notifications/announce.ts';
import { cancelReminder } from '../notifications/plan-reminder.ts';
import { isStaff } from '../platform/actor.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import type { Db } from '../platform/db.ts';
import { makeChange } from '../platform/make-change.ts';
import { deletionRefused } from './appointments.errors.ts';
import { lockVisible, moveToDeleted } from './appointments.store.ts';
import { customerMayDelete, holdsPlace } from './lifecycle.rules.ts';

/** Deletes an appointment: hides it, frees its place and leaves a history line (contract 9.8). */
export async function removeAppointment(
  deps: { readonly db: Db },
  change: Change,
  id: string,
): Promise<void> {
  const { actor } = change;
  await makeChange(deps.db, { change }, async (tx) => {
    // Lock order (contract 9.20): the appointment's row, then its dates.
    const current = await lockVisible(tx, id, actor);
    refuseUnlessCurrent(change, current.version);
    if (!isStaff(actor) && !customerMayDelete(current.status))
      throw deletionRefused(current.status);
    await cancelReminder(tx, id);
    await withdrawMove(tx, id);
    if (holdsPlace(current.status)) await lockDates(tx, [occupiedBy(current)]);
    const deletedAt = await moveToDeleted(tx, id, actor.userId);
    await recordChange(tx, {
      appointment_id: id,
      changed_by_user_id: actor.userId,
      previous_status: current.status,
      new_status: current.status,
      change_reason: 'Deleted',
      changed_at: deletedAt,
      version: current.version + 1,
    });
  });
}
