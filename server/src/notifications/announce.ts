import { randomUUID } from 'node:crypto';
import type { Tx } from '../platform/db.ts';
import { adminMessage } from './admin-message.rules.ts';
import { type Announced, customerMessage, type NotificationEvent } from './messages.rules.ts';
import { insertMessage } from './outbox.store.ts';

/**
 * Leaves the customer's message in the outbox, in the caller's transaction: it will be delivered
 * at least once if the change stands, and never if it does not.
 */
export async function announce(tx: Tx, event: NotificationEvent, about: Announced): Promise<void> {
  const message = customerMessage(event, about);
  await insertMessage(tx, {
    id: randomUUID(),
    appointment_id: about.id,
    event,
    channel: 'customer',
    recipient_user_id: message.recipient_user_id,
    payload: JSON.stringify(message),
  });
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
