import { randomUUID } from 'node:crypto';
import type { Tx } from '../platform/db.ts';
import { adminMessage } from './admin-message.rules.ts';
import {
  type Announced,
  customerMessage,
  isSameStart,
  isWritable,
  type NotificationEvent,
  type Start,
} from './messages.rules.ts';
import {
  hastenDeferredMove,
  insertDeferred,
  insertMessage,
  takeDeferredMove,
} from './outbox.store.ts';

/** Everything that customers are told of but moves, which may be told later. */
export type PlainEvent = Exclude<NotificationEvent, 'rescheduled'>;

export interface AnnouncedMove {
  readonly from: Start;
  readonly to: Announced;
  /** 0: it is told at once. */
  readonly afterSeconds: number;
  /** When the reminder was due that the move has taken back; null if none waited. */
  readonly reminderDue: string | null;
}

/** What a reminder of the new start has to heed. */
export interface KnownStart {
  /** In how many seconds the customer knows of the start. */
  readonly inSeconds: number;
  /** When the last reminder was due that did not go out although the customer knew its start. */
  readonly reminderDue: string | null;
}

/**
 * Leaves the customer's message in the outbox, in the caller's transaction: it will be delivered
 * at least once if the change stands, and never if it does not.
 */
export async function announce(tx: Tx, event: PlainEvent, about: Announced): Promise<void> {
  await insertMessage(tx, messageOf(event, await asKnown(tx, event, about)));
}

/**
 * The same for a new time, which may become due some seconds later. Until then the next move takes
 * its place, and a move back to the time that the customer knows leaves nothing to tell.
 */
export async function announceMove(
  tx: Tx,
  { from, to, afterSeconds, reminderDue }: AnnouncedMove,
): Promise<KnownStart> {
  const waiting = await takeDeferredMove(tx, to.id, to.customer_id);
  // Of the starts in between nobody knew.
  const owed = waiting === undefined ? reminderDue : waiting.reminder_due_at;
  if (waiting !== undefined && isSameStart(waiting, to)) return { inSeconds: 0, reminderDue: owed };
  const known = waiting ?? from;
  const message = messageOf('rescheduled', to);
  if (afterSeconds === 0 || !isWritable(known)) {
    await insertMessage(tx, message);
    return { inSeconds: 0, reminderDue: owed };
  }
  const moved_from = `${known.scheduled_date} ${known.scheduled_time}`;
  const waits = { ...message, moved_from, reminder_due_at: owed };
  await insertDeferred(tx, waits, afterSeconds);
  return { inSeconds: afterSeconds, reminderDue: owed };
}

/** Takes back what waits to be told of a move of an appointment that will not be there any more. */
export async function withdrawMove(tx: Tx, appointmentId: string): Promise<void> {
  await takeDeferredMove(tx, appointmentId, null);
}

/** Leaves a message of a new booking for each of these admins, as surely as `announce` does. */
export async function announceToAdmins(
  tx: Tx,
  adminUserIds: readonly string[],
  about: Announced,
): Promise<void> {
  for (const id of adminUserIds)
    await insertMessage(tx, {
      id: randomUUID(),
      appointment_id: about.id,
      event: 'created',
      channel: 'admins',
      recipient_user_id: id,
      payload: JSON.stringify(adminMessage(id, about)),
    });
}

// What is called off before the move was told is called off at the time that the customer knows.
// Everything else names the new time and comes after the move, which holds up nobody who has the
// appointment since.
async function asKnown(tx: Tx, event: PlainEvent, about: Announced): Promise<Announced> {
  if (event === 'created') return about;
  const known =
    event === 'cancelled' ? await takeDeferredMove(tx, about.id, about.customer_id) : undefined;
  await hastenDeferredMove(tx, about.id);
  if (known === undefined) return about;
  const { scheduled_date, scheduled_time } = known;
  return { ...about, scheduled_date, scheduled_time };
}

function messageOf(event: NotificationEvent, about: Announced) {
  const message = customerMessage(event, about);
  return {
    id: randomUUID(),
    appointment_id: about.id,
    event,
    channel: 'customer',
    recipient_user_id: message.recipient_user_id,
    payload: JSON.stringify(message),
  };
}
