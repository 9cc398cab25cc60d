import { type Insertable, sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import type { OutboxRow, OutboxTable } from '../platform/db-types.ts';
import type { Start } from './messages.rules.ts';

/** Who is told, and by which way; each channel has its own relay and its own order. */
export type Channel = (typeof CHANNELS)[number];
const CHANNELS = ['customer', 'admins', 'reminders'] as const;

/** Enough to see that something is wrong; anyone may ask, so it must stay cheap. */
const MOST_COUNTED = 10_000;
const DELIVERED_KEPT = '30 days';
const MOST_PURGED = 5_000;

export type WaitingMessage = Pick<
  OutboxRow,
  'id' | 'appointment_id' | 'event' | 'payload' | 'attempts'
>;

type NewMessage = Omit<Insertable<OutboxTable>, 'payload'> & { payload: string };

export async function insertMessage(tx: Tx, message: NewMessage): Promise<void> {
  await tx.insertInto('outbox').values(message).execute();
}

/** The same, due in so many seconds from this statement on: the transaction may have waited. */
export async function insertDeferred(
  tx: Tx,
  message: NewMessage & { readonly moved_from: string },
  seconds: number,
): Promise<void> {
  const due = sql<string>`statement_timestamp() + make_interval(secs => ${seconds})`;
  await tx
    .insertInto('outbox')
    .values({ ...message, due_at: due, next_attempt_at: due })
    .execute();
}

/** A batch is delivered within the transaction that has claimed it; that takes longer than most. */
export async function stayPatiently(tx: Tx): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', '6000', true)`.execute(tx);
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
    .orderBy('next_attempt_at')
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

/** Lets other messages go first for a moment; nothing is counted against these. */
export async function postpone(tx: Tx, ids: readonly string[], seconds: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('outbox')
    .set({ next_attempt_at: sql`clock_timestamp() + make_interval(secs => ${seconds})` })
    .where('id', 'in', ids)
    .execute();
}

export async function markFailedTry(
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

/**
 * Deletes what waits for an appointment on a channel and answers when it was due; waits for a
 * delivery under way to end.
 */
export async function deleteWaiting(
  tx: Tx,
  appointmentId: string,
  channel: Channel,
): Promise<string[]> {
  const deleted = await tx
    .deleteFrom('outbox')
    .where('appointment_id', '=', appointmentId)
    .where('channel', '=', channel)
    .where('delivered_at', 'is', null)
    .where('parked_at', 'is', null)
    .returning('due_at')
    .execute();
  return deleted.map(({ due_at }) => due_at);
}

/** What waits to be told of a move. */
interface DeferredMove extends Start {
  readonly reminder_due_at: string | null;
}

/**
 * Deletes the deferred message of a move, to this recipient or to anybody, and answers the start
 * that its reader knows, and the reminder of that start which is owed. One that is due, or that a relay delivers at this moment, is left.
 */
export async function takeDeferredMove(
  tx: Tx,
  appointmentId: string,
  recipientId: string | null,
): Promise<DeferredMove | undefined> {
  const { rows } = await sql<DeferredMove>`
    delete from outbox
    where id = any (array(${deferredMoves(appointmentId, recipientId)}))
    returning
      moved_from::date as scheduled_date, moved_from::time as scheduled_time, reminder_due_at
  `.execute(tx);
  return rows[0];
}

/** Makes the deferred message of a move due at once. */
export async function hastenDeferredMove(tx: Tx, appointmentId: string): Promise<void> {
  await sql`
    update outbox
    set due_at = statement_timestamp(), next_attempt_at = statement_timestamp()
    where id = any (array(${deferredMoves(appointmentId, null)}))
  `.execute(tx);
}

// Waits for nobody: what a relay has locked is being told.
function deferredMoves(appointmentId: string, recipientId: string | null) {
  return sql`
    select id
    from outbox
    where appointment_id = ${appointmentId}
      and channel = 'customer'
      and moved_from is not null
      and due_at > statement_timestamp()
      and delivered_at is null
      and parked_at is null
      and recipient_user_id = coalesce(${recipientId}::uuid, recipient_user_id)
    for update skip locked
  `;
}

export async function deleteMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('outbox').where('id', 'in', ids).execute();
}

/** Forgets messages that were delivered long ago, some at a time; the audit keeps what they told. */
export async function purgeDelivered(db: Db): Promise<void> {
  await sql`
    delete from outbox
    where ctid = any (array(
      select ctid
      from outbox
      where delivered_at < now() - ${DELIVERED_KEPT}::interval
      limit ${MOST_PURGED}
    ))
  `.execute(db);
}

/** What has not been delivered on one channel. */
export interface Backlog {
  readonly channel: Channel;
  /** Messages that should have gone out by now, counted up to 10,000. */
  readonly waiting: number;
  readonly oldest_seconds: number;
  /** Messages that were refused or failed too often; they are kept for a person to look at. */
  readonly parked: number;
}

export async function listBacklog(db: Db): Promise<Backlog[]> {
  const { rows } = await sql<Backlog>`
    select
      channels.channel,
      count(late.due)::int as waiting,
      coalesce(extract(epoch from now() - min(late.due)), 0)::int as oldest_seconds,
      (
        select count(*)::int
        from outbox
        where outbox.channel = channels.channel and outbox.parked_at is not null
      ) as parked
    from unnest(${[...CHANNELS]}::text[]) as channels (channel)
    left join lateral (
      select outbox.due_at as due
      from outbox
      where outbox.channel = channels.channel
        and outbox.delivered_at is null
        and outbox.parked_at is null
        and outbox.due_at <= now()
        -- Longer than any pause between attempts: finds them all by the index.
        and outbox.next_attempt_at <= now() + interval '10 minutes'
      order by outbox.next_attempt_at
      limit ${MOST_COUNTED}
    ) as late on true
    group by channels.channel`.execute(db);
  return rows;
}
