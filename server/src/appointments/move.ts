import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import { Overtaken } from '../platform/make-change.ts';
import { applyEdit } from './apply-edit.ts';
import type { Appointment } from './appointment.ts';
import { assignmentRefused, rescheduleRefused } from './appointments.errors.ts';
import { getVisible, lockVisible } from './appointments.store.ts';
import type { AppointmentDeps } from './deps.ts';
import { changesOf } from './edit.rules.ts';
import { inTurn } from './in-turn.ts';

export interface WantedMove {
  readonly new_date: string;
  readonly new_time: string;
  /** Absent: whoever has the job keeps it; null: nobody. */
  readonly employee_id?: string | null | undefined;
  readonly reason: string;
  /** When the customer is told of a new time; until then a further move takes its place. */
  readonly announceAfterSeconds: number;
}

/**
 * Gives an appointment another time and another employee in one go: a new time runs the checks of a
 * reschedule, a new employee those of an assignment, and what is there already changes nothing.
 */
export async function moveAppointment(
  deps: Pick<AppointmentDeps, 'db' | 'turns' | 'clock' | 'directory' | 'business'>,
  change: Change,
  id: string,
  wanted: WantedMove,
): Promise<Appointment> {
  const { actor } = change;
  const { new_date, new_time, employee_id, reason, announceAfterSeconds } = wanted;
  const edit = {
    scheduled_date: new_date,
    scheduled_time: new_time,
    assigned_employee_id: employee_id,
  };
  for (;;) {
    const expected = changesOf(await getVisible(deps.db, id, actor), edit);
    const employee =
      expected.employee && typeof employee_id === 'string'
        ? await deps.directory.findEmployee(employee_id, actor.token)
        : null;
    const parties = { customer: undefined, vehicle: undefined, employee };

    const moved = inTurn(deps, expected.time && edit, { change, reason }, async (tx) => {
      // Lock order (contract 9.20): the appointment's row, then the dates of both times.
      const current = await lockVisible(tx, id, actor);
      refuseUnlessCurrent(change, current.version);
      const changes = changesOf(current, edit);
      if (!changes.time && !changes.employee) return current;
      // Somebody took the job away in between: start over, and ask about the employee this time.
      if (changes.employee && !expected.employee) throw new Overtaken();
      const refused = changes.time ? rescheduleRefused : assignmentRefused;
      const applied = { current, edit, changes, parties, refused, reason, announceAfterSeconds };
      return await applyEdit(tx, deps, actor, applied);
    });
    try {
      return await moved;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
