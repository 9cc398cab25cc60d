import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, type PlatformErrorCode } from './app-error.ts';
import type { Change } from './change.ts';
import type { Db, Tx } from './db.ts';
import type { Json } from './db-types.ts';

/** An answer as it went out the first time. */
export interface StoredAnswer {
  readonly status: number;
  readonly etag: string | null;
  /** Empty when there was none. */
  readonly body: string;
}

/** What is known of a change that has been made under a key. */
export interface KnownChange {
  readonly request_hash: string;
  /** What the change came to; the answer is made from it if none was given yet. */
  readonly result: unknown;
  readonly answer: StoredAnswer | null;
}

/** Thrown in a transaction whose change has been made already; the door answers as it did then. */
export class AlreadyMade extends Error {
  readonly known: KnownChange;

  constructor(known: KnownChange) {
    super('This change has been made already.');
    this.known = known;
  }
}

type Keyed = Pick<Change, 'actor' | 'key'>;

/** How long a caller may come back with its key, and how long a key made here may be asked about. */
const CALLERS_LIFE = '24 hours';
const OWN_LIFE = '1 hour';
const MOST_A_PURGE = 5_000;

/** The change that was made under the key, if it was. */
export async function findChange(db: Db, change: Keyed): Promise<KnownChange | undefined> {
  const row = await keyed(db, change)
    .select(['request_hash', 'result', 'answer'])
    .where('expires_at', '>', sql<string>`now()`)
    .executeTakeFirst();
  return row as KnownChange | undefined;
}

/**
 * Takes the key until the transaction ends. Refuses a key under which another request is running,
 * and throws `AlreadyMade` if the change has been made. `patiently`: whoever has the key is the same
 * request on a connection that has just broken, and is waited for.
 */
export async function takeKey(
  tx: Tx,
  change: Keyed,
  { patiently }: { readonly patiently: boolean },
): Promise<void> {
  if (patiently) await lockKey(tx, change);
  else {
    const { rows } = await sql<{ taken: boolean }>`
      select pg_try_advisory_xact_lock(${lockOf(change)}::bigint) as taken
    `.execute(tx);
    if (rows[0]?.taken !== true) throw inFlight();
  }
  if (!change.key.fromCaller) return;
  const known = await findChange(tx, change);
  if (known !== undefined) throw new AlreadyMade(known);
}

/** Writes that the change is made, in its own transaction. */
export async function writeKey(tx: Tx, change: Keyed, result: unknown): Promise<void> {
  const { actor, key } = change;
  const life = key.fromCaller ? CALLERS_LIFE : OWN_LIFE;
  await sql`
    insert into idempotency_keys (user_id, operation, key, request_hash, result, expires_at)
    values (
      ${actor.userId}, ${key.operation}, ${key.key}, ${key.requestHash},
      ${key.fromCaller && result !== undefined ? JSON.stringify(result) : null}::json,
      now() + ${life}::interval
    )
    on conflict (user_id, operation, key) do update set
      request_hash = excluded.request_hash,
      result = excluded.result,
      answer = null,
      created_at = excluded.created_at,
      expires_at = excluded.expires_at,
      transaction_id = excluded.transaction_id
  `.execute(tx);
}

/** Keeps the answer if none was given yet; returns the one that everybody gets. */
export async function keepAnswer(
  db: Db,
  change: Keyed,
  answer: StoredAnswer,
): Promise<StoredAnswer> {
  const row = await db
    .updateTable('idempotency_keys')
    .set({ answer: sql<Json>`coalesce(answer, ${JSON.stringify(answer)}::json)` })
    .where('user_id', '=', change.actor.userId)
    .where('operation', '=', change.key.operation)
    .where('key', '=', change.key.key)
    .returning('answer')
    .executeTakeFirst();
  return (row?.answer ?? answer) as unknown as StoredAnswer;
}

/** What was committed under the key; waits until its transaction, if it still runs, has ended. */
export async function findSettled(tx: Tx, change: Keyed): Promise<KnownChange | undefined> {
  await lockKey(tx, change);
  return await findChange(tx, change);
}

/** Forgets keys whose time is over, some at a time until none is left. */
export async function purgeKeys(db: Db): Promise<void> {
  while ((await purgeSome(db)) === MOST_A_PURGE);
}

async function purgeSome(db: Db): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from idempotency_keys
    where ctid = any (array(
      select ctid from idempotency_keys where expires_at < now() limit ${MOST_A_PURGE}
    ))
    -- It may have been renewed since it was found.
    and expires_at < now()
  `.execute(db);
  return Number(numAffectedRows);
}

async function lockKey(tx: Tx, change: Keyed): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockOf(change)}::bigint)`.execute(tx);
}

function keyed(db: Db, { actor, key }: Keyed) {
  return db
    .selectFrom('idempotency_keys')
    .where('user_id', '=', actor.userId)
    .where('operation', '=', key.operation)
    .where('key', '=', key.key);
}

// Two keys that share a number would only wait for each other; the table tells them apart.
function lockOf({ actor, key }: Keyed): string {
  return createHash('sha256')
    .update(JSON.stringify([actor.userId, key.operation, key.key]))
    .digest()
    .readBigInt64BE()
    .toString();
}

function inFlight(): AppError<PlatformErrorCode> {
  return new AppError(
    'idempotency_in_flight',
    'A request with this Idempotency-Key is still running. Please try again.',
    { retryAfterSeconds: 1 },
  );
}
