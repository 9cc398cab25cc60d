import { randomUUID } from 'node:crypto';
import { instantAt } from '../platform/business-time.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import type { KnownStart } from './announce.ts';
import type { Announced } from './messages.rules.ts';
import { deleteWaiting, insertMessage } from './outbox.store.ts';
import { isAhead, reminderMessage, reminderMoment } from './reminder.rules.ts';

export interface ReminderDeps {
  readonly clock: Clock;
  readonly business: {
    readonly timeZone: string;
    /** 0: nobody is reminded. */
    readonly reminderHours: number;
  };
}

/**
 * Leaves the customer's reminder in the outbox, to go out when it is due, if that is still ahead
 * when the customer knows of the start. One that has been due since it was taken back, or longer,
 * goes out late, but never after the start.
 */
export async function planReminder(
  tx: Tx,
  deps: ReminderDeps,
  about: Announced,
  known: KnownStart = { inSeconds: 0, reminderDue: null },
): Promise<void> {
  const { timeZone, reminderHours } = deps.business;
  if (reminderHours === 0) return;
  const due = instantAt(reminderMoment(about, reminderHours), timeZone);
  const start = instantAt(reminderMoment(about, 0), timeZone);
  const now = deps.clock();
  const knownAt = new Date(now.getTime() + known.inSeconds * 1000);
  const isOwed =
    known.reminderDue !== null && new Date(known.reminderDue).getTime() === due.getTime();
  if (isOwed ? !isAhead(start, now) : !isAhead(due, knownAt)) return;
  await insertMessage(tx, {
    id: randomUUID(),
    appointment_id: about.id,
    event: 'reminder',
    channel: 'reminders',
    recipient_user_id: about.customer_id,
    payload: JSON.stringify(reminderMessage(about)),
    due_at: due.toISOString(),
    next_attempt_at: due.toISOString(),
  });
}

/**
 * Takes back the reminder of an appointment that is moved, called off or begun, and answers when it
 * was due; null if none waited.
 *
 * A relay holds the row's lock while it delivers, so this waits for a delivery under way (5 s at
 * most) and then finds the row delivered, and leaves it, or still waiting, and deletes it. Once the
 * change is committed no relay can claim the row. The one reminder that may come late is one that
 * was already on its way. To be called before dates are locked: others would wait along.
 */
export async function cancelReminder(tx: Tx, appointmentId: string): Promise<string | null> {
  const [due = null] = await deleteWaiting(tx, appointmentId, 'reminders');
  return due;
}
