import { lockDates } from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import { recordChange } from '../history/record.ts';
import { announce, type PlainEvent } from '../notifications/announce.ts';
import { cancelReminder } from '../notifications/plan-reminder.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import type { Db } from '../platform/db.ts';
import { makeChange } from '../platform/make-change.ts';
import type { Appointment, Status } from './appointment.ts';
import { transitionNotAllowed } from './appointments.errors.ts';
import { lockVisible, updateAppointment } from './appointments.store.ts';
import { canMove, holdsPlace, isAwaited, stampOf } from './lifecycle.rules.ts';

export interface StatusMove {
  /** Everything but `pending`, which nothing leads to. */
  readonly to: Exclude<Status, 'pending'> & PlainEvent;
  readonly reason: string;
}

/**
 * Moves an appointment to another status if the lifecycle allows it. Never refused for capacity:
 * a move can only keep a place or leave it.
 */
export async function changeStatus(
  deps: { readonly db: Db },
  change: Change,
  id: string,
  move: StatusMove,
): Promise<Appointment> {
  const { actor } = change;
  return await makeChange(deps.db, { change, reason: move.reason }, async (tx) => {
    // Lock order (contract 9.20): the appointment's row, then its dates.
    const current = await lockVisible(tx, id, actor);
    refuseUnlessCurrent(change, current.version);
    if (!canMove(current.status, move.to)) throw transitionNotAllowed(current.status, move.to);
    if (!isAwaited(move.to)) await cancelReminder(tx, id);
    if (!holdsPlace(move.to)) await lockDates(tx, [occupiedBy(current)]);
    const moved = await updateAppointment(tx, id, { status: move.to }, stampOf(move.to));
    await recordChange(tx, {
      appointment_id: id,
      changed_by_user_id: actor.userId,
      previous_status: current.status,
      new_status: moved.status,
      change_reason: move.reason,
      changed_at: moved.updated_at,
      version: moved.version,
    });
    await announce(tx, move.to, moved);
    return moved;
  });
}
