import { lockTime } from '../availability/claim-place.ts';
import { occupiedBy } from '../availability/overlap.rules.ts';
import type { Directory } from '../directory/directory.ts';
import { recordChange } from '../history/record.ts';
import { type Change, refuseUnlessCurrent } from '../platform/change.ts';
import type { Db } from '../platform/db.ts';
import { makeChange, Overtaken } from '../platform/make-change.ts';
import type { Appointment } from './appointment.ts';
import { assignmentRefused, problem } from './appointments.errors.ts';
import { getVisible, lockVisible, updateAppointment } from './appointments.store.ts';
import { problemsWithEmployee } from './booking.rules.ts';
import { assignmentText } from './history-texts.rules.ts';
import { canAssign } from './lifecycle.rules.ts';
import { refuseBookedTwice } from './refuse-booked-twice.ts';

/**
 * Gives an appointment to an employee who is free at its time. Giving it to the one who has it
 * already changes nothing.
 */
export async function assignEmployee(
  deps: { readonly db: Db; readonly directory: Directory },
  change: Change,
  id: string,
  employeeId: string,
): Promise<Appointment> {
  const { actor } = change;
  const seen = await getVisible(deps.db, id, actor);
  // Who has the job already needs no asking, and keeps it even while nobody can be asked.
  const expected = seen.assigned_employee_id;
  const employee =
    expected === employeeId
      ? undefined
      : await deps.directory.findEmployee(employeeId, actor.token);

  const assigned = makeChange(deps.db, { change }, async (tx) => {
    // Lock order (contract 9.20): the appointment's row, then its dates.
    const current = await lockVisible(tx, id, actor);
    refuseUnlessCurrent(change, current.version);
    if (!canAssign(current.status)) throw assignmentRefused([problem('not_assignable')]);
    if (current.assigned_employee_id === employeeId) return current;
    if (expected === employeeId) throw new Overtaken();
    const held = await lockTime(tx, { wanted: occupiedBy(current), appointmentId: id });
    const problems = problemsWithEmployee(employee, employeeId, held);
    if (problems.length > 0) throw assignmentRefused(problems);
    const assigned = await refuseBookedTwice(assignmentRefused, () =>
      updateAppointment(tx, id, { assigned_employee_id: employeeId, guarded: true }),
    );
    await recordChange(tx, {
      appointment_id: id,
      changed_by_user_id: actor.userId,
      previous_status: assigned.status,
      new_status: assigned.status,
      change_reason: assignmentText(current.assigned_employee_id, employeeId),
      changed_at: assigned.updated_at,
      version: assigned.version,
    });
    return assigned;
  });
  return await assigned.catch(async (error: unknown) => {
    if (!(error instanceof Overtaken)) throw error;
    // Somebody took the job away in between: start over, and ask this time.
    return await assignEmployee(deps, change, id, employeeId);
  });
}
