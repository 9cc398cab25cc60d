import { type Actor, isStaff } from '../platform/actor.ts';

/** A line of the feed. */
export interface RecordedChange {
  readonly topic: string;
  readonly subject_id: string | null;
  readonly version: number | null;
  readonly before_user_ids: readonly string[];
  readonly after_user_ids: readonly string[];
  readonly before_dates: readonly string[];
  readonly after_dates: readonly string[];
}

export interface LiveEvent {
  readonly name: 'ready' | 'reset' | 'appointment' | 'time_slots';
  readonly data: object;
}

export const READY: LiveEvent = { name: 'ready', data: {} };
/** Something may have been missed: everything has to be read anew. */
export const RESET: LiveEvent = { name: 'reset', data: {} };

/**
 * What the changes are to this person. A customer is told of the own appointments only: one that
 * changes hands is created for the one, deleted for the other, and each hears of its own date.
 */
export function eventsFor(
  changes: readonly RecordedChange[],
  actor: Pick<Actor, 'userId' | 'role'>,
): LiveEvent[] {
  const appointments = changes.flatMap((change) =>
    change.topic === 'appointment' ? appointmentEvents(change, actor) : [],
  );
  const days = changes.flatMap((change) =>
    change.topic === 'time_slots' ? change.after_dates : [],
  );
  if (days.length === 0) return appointments;
  return [...appointments, { name: 'time_slots', data: { dates: distinct(days).sort() } }];
}

function appointmentEvents(
  change: RecordedChange,
  actor: Pick<Actor, 'userId' | 'role'>,
): LiveEvent[] {
  const shows = (userIds: readonly string[]) => isStaff(actor) || userIds.includes(actor.userId);
  const before = shows(change.before_user_ids) ? change.before_dates : [];
  const after = shows(change.after_user_ids) ? change.after_dates : [];
  if (before.length + after.length === 0) return [];
  const action = before.length === 0 ? 'created' : after.length === 0 ? 'deleted' : 'changed';
  const { subject_id: id, version } = change;
  const dates = distinct([...before, ...after]);
  return [{ name: 'appointment', data: { id, version, action, dates } }];
}

/**
 * Events as they go over the line. Only the last one says how far its reader has come then: whoever
 * loses the line before it has to be told them all again.
 */
export function framesOf(
  events: readonly LiveEvent[],
  ids: { readonly before: string; readonly after: string },
): string {
  return events
    .map(({ name, data }, index) => {
      const id = index === events.length - 1 ? ids.after : ids.before;
      return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    })
    .join('');
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
