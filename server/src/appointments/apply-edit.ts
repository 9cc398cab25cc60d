import { recordChange } from '../history/record.ts';
import { announce, announceMove, type PlainEvent } from '../notifications/announce.ts';
import { cancelReminder, planReminder } from '../notifications/plan-reminder.ts';
import type { Actor } from '../platform/actor.ts';
import type { AppError, Problem } from '../platform/app-error.ts';
import { wallClockAt } from '../platform/business-time.ts';
import type { Tx } from '../platform/db.ts';
import { momentOf } from '../platform/wall-clock.ts';
import type { Appointment, Status } from './appointment.ts';
import { updateAppointment } from './appointments.store.ts';
import type { BookingParties } from './booking.rules.ts';
import type { AppointmentDeps } from './deps.ts';
import {
  type AppointmentEdit,
  type Changes,
  changedParties,
  concernsReminder,
  givenValues,
  problemsWithEdit,
} from './edit.rules.ts';
import { assignmentText, editText, rescheduleText } from './history-texts.rules.ts';
import { isAwaited, stampOf } from './lifecycle.rules.ts';
import { lockForEdit } from './lock-for-edit.ts';
import { refuseBookedTwice } from './refuse-booked-twice.ts';

type Deps = Pick<AppointmentDeps, 'clock' | 'business'>;

export interface EditToApply {
  readonly current: Appointment;
  readonly edit: AppointmentEdit;
  readonly changes: Changes;
  /** What was said of the parties that change; of those that stay nothing is needed. */
  readonly parties: BookingParties;
  readonly refused: (problems: readonly Problem[]) => AppError;
  /** Why there is a new time. */
  readonly reason?: string;
  /** When a new time is told. */
  readonly announceAfterSeconds?: number;
}

/**
 * Checks an edit under the locks and writes it, with the history lines and messages it owes, or
 * refuses it with every problem. The appointment's row is locked already.
 */
export async function applyEdit(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  applied: EditToApply,
): Promise<Appointment> {
  const { current, edit, changes, parties } = applied;
  const wanted = { ...current, ...givenValues(edit) };
  const reminderDue = concernsReminder(changes, wanted)
    ? await cancelReminder(tx, current.id)
    : null;
  const { problems: place, held } = await lockForEdit(tx, deps.business, {
    current,
    wanted,
    changes,
  });
  const problems = problemsWithEdit({
    changes,
    current,
    wanted,
    parties,
    start: momentOf(wanted.scheduled_date, wanted.scheduled_time),
    now: wallClockAt(deps.clock(), deps.business.timeZone),
    place,
    held,
  });
  if (problems.length > 0) throw applied.refused(problems);
  return await writeEdit(tx, deps, actor, { ...applied, reminderDue });
}

async function writeEdit(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  applied: EditToApply & { readonly reminderDue: string | null },
): Promise<Appointment> {
  const { current, edit, changes, refused, reminderDue } = applied;
  const { reason = '', announceAfterSeconds: afterSeconds = 0 } = applied;
  const guarded = changes.time || changes.customer || changes.employee;
  const written = await refuseBookedTwice(refused, () =>
    updateAppointment(
      tx,
      current.id,
      { ...givenValues(edit), ...(guarded ? { guarded } : {}) },
      changes.status ? stampOf(edit.status as Status) : undefined,
    ),
  );
  for (const line of linesOf(current, written, { changes, reason }))
    await recordChange(tx, {
      appointment_id: current.id,
      changed_by_user_id: actor.userId,
      changed_at: written.updated_at,
      version: written.version,
      ...line,
    });
  // The move first: a message of the status sends a waiting move on its way, even one taken back.
  const known = changes.start
    ? await announceMove(tx, { from: current, to: written, afterSeconds, reminderDue })
    : { inSeconds: 0, reminderDue };
  if (changes.status) await announce(tx, written.status as PlainEvent, written);
  // Where start and customer stay, a reminder is worded anew and none comes up that was not there.
  const mayBeNew = changes.start || changes.customer;
  if (
    concernsReminder(changes, written) &&
    isAwaited(written.status) &&
    (mayBeNew || reminderDue !== null)
  )
    await planReminder(tx, deps, written, known);
  return written;
}

interface Line {
  readonly previous_status: string;
  readonly new_status: string;
  readonly change_reason: string;
}

function linesOf(
  before: Appointment,
  after: Appointment,
  { changes, reason }: Pick<EditToApply, 'changes'> & { readonly reason: string },
): Line[] {
  const unmoved = { previous_status: after.status, new_status: after.status };
  const moved = { previous_status: before.status, new_status: after.status, change_reason: '' };
  const edits = [...changedParties(changes), ...changes.others];
  return [
    ...(changes.status ? [moved] : []),
    ...(changes.start
      ? [{ ...unmoved, change_reason: rescheduleText(before, after, reason) }]
      : []),
    ...(changes.employee
      ? [
          {
            ...unmoved,
            change_reason: assignmentText(
              before.assigned_employee_id,
              after.assigned_employee_id,
              // Told once, with the new time where there is one.
              changes.start ? '' : reason,
            ),
          },
        ]
      : []),
    ...(edits.length > 0 ? [{ ...unmoved, change_reason: editText(edits) }] : []),
  ];
}
