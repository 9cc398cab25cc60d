import { claimPlace } from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import { recordChange } from '../history/record.ts';
import { announceMove } from '../notifications/announce.ts';
import { cancelReminder, planReminder } from '../notifications/plan-reminder.ts';
import { wallClockAt } from '../platform/business-time.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import { type Appointment, LONGEST_MINUTES } from './appointment.ts';
import { problem, rescheduleRefused } from './appointments.errors.ts';
import { lockVisible, updateAppointment } from './appointments.store.ts';
import { problemsWithMove } from './booking.rules.ts';
import type { AppointmentDeps } from './deps.ts';
import { rescheduleText } from './history-texts.rules.ts';
import { inTurn } from './in-turn.ts';
import { canReschedule } from './lifecycle.rules.ts';
import { refuseBookedTwice } from './refuse-booked-twice.ts';

export interface NewTime {
  readonly new_date: string;
  readonly new_time: string;
  readonly reason: string;
}

/** Moves an appointment to another time if it still may move and the new time has a place. */
export async function rescheduleAppointment(
  deps: Pick<AppointmentDeps, 'db' | 'turns' | 'clock' | 'business'>,
  change: Change,
  id: string,
  request: NewTime,
): Promise<Appointment> {
  const { actor } = change;
  const time = { scheduled_date: request.new_date, scheduled_time: request.new_time };
  const making = { change, reason: request.reason };
  return await inTurn(deps, time, making, async (tx) => {
    // Lock order (contract 9.20): the appointment's row, then the dates of both times.
    const current = await lockVisible(tx, id, actor);
    refuseUnlessCurrent(change, current.version);
    if (!canReschedule(current.status)) throw rescheduleRefused([problem('not_reschedulable')]);
    // Adopted rows may have any length; one beyond the bound would claim places for centuries.
    if (current.duration_minutes > LONGEST_MINUTES)
      throw rescheduleRefused([problem('length_out_of_bounds')]);
    const reminderDue = await cancelReminder(tx, id);
    const wanted = occupiedBy({ ...current, ...time });
    const { problems: place, held } = await claimPlace(
      tx,
      { wanted, appointmentId: id, leaves: occupiedBy(current) },
      deps.business.defaultPlaces,
    );
    const problems = problemsWithMove({
      start: wanted.start,
      now: wallClockAt(deps.clock(), deps.business.timeZone),
      customerId: current.customer_id,
      employeeId: current.assigned_employee_id,
      place,
      held,
    });
    if (problems.length > 0) throw rescheduleRefused(problems);
    const moved = await refuseBookedTwice(rescheduleRefused, () =>
      updateAppointment(tx, id, { ...time, guarded: true }),
    );
    await recordChange(tx, {
      appointment_id: id,
      changed_by_user_id: actor.userId,
      previous_status: moved.status,
      new_status: moved.status,
      change_reason: rescheduleText(current, moved, request.reason),
      changed_at: moved.updated_at,
      version: moved.version,
    });
    const known = await announceMove(tx, {
      ...{ from: current, to: moved, afterSeconds: 0, reminderDue },
    });
    await planReminder(tx, deps, moved, known);
    return moved;
  });
}
