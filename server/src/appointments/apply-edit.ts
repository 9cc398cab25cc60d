import { recordChange } from '../history/record.ts';
import { announce } from '../notifications/announce.ts';
import type { NotificationEvent } from '../notifications/messages.rules.ts';
import { planReminder } from '../notifications/plan-reminder.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/db.ts';
import type { Appointment, Status } from './appointment.ts';
import { editRefused } from './appointments.errors.ts';
import { updateAppointment } from './appointments.store.ts';
import type { AppointmentDeps } from './deps.ts';
import {
  type AppointmentEdit,
  type Changes,
  changedParties,
  concernsReminder,
  givenValues,
} from './edit.rules.ts';
import { assignmentText, editText, rescheduleText } from './history-texts.rules.ts';
import { isAwaited, stampOf } from './lifecycle.rules.ts';
import { refuseBookedTwice } from './refuse-booked-twice.ts';

export interface AllowedEdit {
  readonly current: Appointment;
  readonly edit: AppointmentEdit;
  readonly changes: Changes;
}

/** Writes an edit that has passed its checks, with the history lines and messages it owes. */
export async function applyEdit(
  tx: Tx,
  deps: Pick<AppointmentDeps, 'clock' | 'business'>,
  actor: Actor,
  { current, edit, changes }: AllowedEdit,
): Promise<Appointment> {
  const guarded = changes.time || changes.customer || changes.employee;
  const written = await refuseBookedTwice(editRefused, () =>
    updateAppointment(
      tx,
      current.id,
      { ...givenValues(edit), ...(guarded ? { guarded } : {}) },
      changes.status ? stampOf(edit.status as Status) : undefined,
    ),
  );
  for (const line of linesOf(current, written, changes))
    await recordChange(tx, {
      appointment_id: current.id,
      changed_by_user_id: actor.userId,
      changed_at: written.updated_at,
      version: written.version,
      ...line,
    });
  if (changes.status) await announce(tx, written.status as NotificationEvent, written);
  if (changes.start) await announce(tx, 'rescheduled', written);
  if (concernsReminder(changes, written) && isAwaited(written.status))
    await planReminder(tx, deps, written);
  return written;
}

interface Line {
  readonly previous_status: string;
  readonly new_status: string;
  readonly change_reason: string;
}

function linesOf(before: Appointment, after: Appointment, changes: Changes): Line[] {
  const unmoved = { previous_status: after.status, new_status: after.status };
  const moved = { previous_status: before.status, new_status: after.status, change_reason: '' };
  const edits = [...changedParties(changes), ...changes.others];
  return [
    ...(changes.status ? [moved] : []),
    ...(changes.start ? [{ ...unmoved, change_reason: rescheduleText(before, after, '') }] : []),
    ...(changes.employee
      ? [
          {
            ...unmoved,
            change_reason: assignmentText(before.assigned_employee_id, after.assigned_employee_id),
          },
        ]
      : []),
    ...(edits.length > 0 ? [{ ...unmoved, change_reason: editText(edits) }] : []),
  ];
}
