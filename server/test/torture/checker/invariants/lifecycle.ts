import type { Fields, Finding } from '../evidence.ts';
import type { Step, Timeline } from '../timeline.ts';
import { notes, shown, shownStep } from '../witness.ts';

const NEXT: Readonly<Record<string, readonly string[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['in_progress', 'cancelled', 'no_show'],
  in_progress: ['completed', 'cancelled'],
};
const MOVABLE = ['pending', 'confirmed'];
const ASSIGNABLE = ['pending', 'confirmed', 'in_progress'];
const DELETABLE_BY_CUSTOMERS = ['pending', 'confirmed', 'cancelled'];
const FOREVER = ['id', 'customer_id', 'created_by_user_id', 'created_at'] as const;
const TIME = ['scheduled_date', 'scheduled_time', 'duration_minutes'] as const;
const STAMPS = { cancelled: 'cancelled_at', completed: 'completed_at' } as const;

/** I7: only legal moves, each stamp exactly with its status, and nothing moves that may not. */
export function onlyLegalMoves({ steps }: Timeline): Finding {
  const note = notes();
  for (const step of steps) {
    const problem = problemWith(step);
    note.expect(
      problem === undefined,
      () => problem ?? '',
      () => [shown(step.operation), shownStep(step)],
    );
  }
  return note.finding();
}

function problemWith({ kind, before, after, version, operation }: Step): string | undefined {
  if (kind === 'INSERT' && after !== null) {
    if (!MOVABLE.includes(after.status)) return `an appointment begins as ${after.status}`;
    return after.cancelled_at === null && after.completed_at === null && version === 1
      ? undefined
      : 'a new appointment is not new';
  }
  if (before === null) return 'a change of an appointment that was not there';
  if (version !== before.version + 1) return `version ${before.version} is followed by ${version}`;
  if (after === null) {
    const byCustomer = operation?.caller.role === 'customer';
    return byCustomer && !DELETABLE_BY_CUSTOMERS.includes(before.status)
      ? `a customer has deleted an appointment that is ${before.status}`
      : undefined;
  }
  return problemWithUpdate(before, after);
}

function problemWithUpdate(before: Fields, after: Fields): string | undefined {
  const moved = before.status !== after.status;
  if (moved && !NEXT[before.status]?.includes(after.status))
    return `from ${before.status} to ${after.status}`;
  for (const [status, stamp] of Object.entries(STAMPS)) {
    const stamped = before[stamp] !== after[stamp];
    if (stamped !== (moved && after.status === status)) return `${stamp} is set without its status`;
    if (stamped && after[stamp] === null) return `${stamp} is taken back`;
  }
  const changed = (field: keyof Fields): boolean => before[field] !== after[field];
  const lost = FOREVER.find(changed);
  if (lost !== undefined) return `${lost} has changed`;
  if (TIME.some(changed) && !MOVABLE.includes(before.status))
    return `the time of an appointment that is ${before.status} has changed`;
  if (changed('assigned_employee_id') && !ASSIGNABLE.includes(before.status))
    return `an appointment that is ${before.status} was given to somebody`;
  return undefined;
}
