/** How changes that leave the status alone are told in the history. */

interface Timed {
  readonly scheduled_date: string;
  readonly scheduled_time: string;
}

/** Old time, new time, and why. */
export function rescheduleText(from: Timed, to: Timed, reason: string): string {
  const moved = `Rescheduled from ${from.scheduled_date} ${from.scheduled_time} to ${to.scheduled_date} ${to.scheduled_time}`;
  return reason === '' ? moved : `${moved}: ${reason}`;
}

/** Who had the job and who has it now, and why. */
export function assignmentText(from: string | null, to: string | null, reason = ''): string {
  const changed = `Assigned employee changed from ${from ?? 'nobody'} to ${to ?? 'nobody'}`;
  return reason === '' ? changed : `${changed}: ${reason}`;
}

/** Which fields were edited; never what stands in them, for some are for staff only. */
export function editText(fields: readonly string[]): string {
  return `Changed ${fields.join(', ')}`;
}
