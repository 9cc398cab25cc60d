import { type Insertable, sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import type { OutboxRow, OutboxTable } from '../platform/db-types.ts';

export type Channel = 'customer';

export type WaitingMessage = Pick<
  OutboxRow,
  'id' | 'appointment_id' | 'event' | 'payload' | 'attempts'
>;

export async function insertMessage(
  tx: Tx,
  message: Omit<Insertable<OutboxTable>, 'payload'> & { payload: string },
): Promise<void> {
  await tx.insertInto('outbox').values(message).execute();
}

/**
 * Locks messages that are due and the oldest of their appointment. Other relays pass them over;
 * the claim ends with the transaction, so a killed relay holds nothing.
 */
export async function lockDueMessages(
  tx: Tx,
  channel: Channel,
  atMost: number,
): Promise<WaitingMessage[]> {
  return await tx
    .selectFrom('outbox')
    .select(['id', 'appointment_id', 'event', 'payload', 'attempts'])
    .where('channel', '=', channel)
    .where('delivered_at', 'is', null)
    .where('parked_at', 'is', null)
    .where('next_attempt_at', '<=', sql<string>`now()`)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('outbox as earlier')
            .select('earlier.id')
            .whereRef('earlier.appointment_id', '=', 'outbox.appointment_id')
            .whereRef('earlier.channel', '=', 'outbox.channel')
            .whereRef('earlier.sequence', '<', 'outbox.sequence')
            .where('earlier.delivered_at', 'is', null)
            .where('earlier.parked_at', 'is', null),
        ),
      ),
    )
    .orderBy('sequence')
    .limit(atMost)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function markDelivered(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('outbox')
    .set({ delivered_at: sql`clock_timestamp()`, attempts: sql`attempts + 1`, last_error: null })
    .where('id', 'in', ids)
    .execute();
}

export async function markRefused(
  tx: Tx,
  id: string,
  reason: string,
  next: { readonly retryInSeconds: number } | 'park',
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({
      attempts: sql`attempts + 1`,
      last_error: reason,
      ...(next === 'park'
        ? { parked_at: sql<string>`clock_timestamp()` }
        : {
            next_attempt_at: sql<string>`clock_timestamp() + make_interval(secs => ${next.retryInSeconds})`,
          }),
    })
    .where('id', '=', id)
    .execute();
}

/** How many messages wait for delivery, and how many were put aside for a person to look at. */
export async function countBacklog(db: Db): Promise<{ waiting: number; parked: number }> {
  const row = await db
    .selectFrom('outbox')
    .select([
      sql<number>`count(*) filter (where parked_at is null)::int`.as('waiting'),
      sql<number>`count(*) filter (where parked_at is not null)::int`.as('parked'),
    ])
    .where('delivered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row;
}
