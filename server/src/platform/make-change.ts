import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError, type PlatformErrorCode } from './app-error.ts';
import type { Change } from './change.ts';
import { AlreadyMade, findSettled, type KnownChange, takeKey, writeKey } from './change-keys.ts';
import { type Db, inTransaction, LEAST_WAIT_MS, type Tx, WAIT_MS } from './db.ts';
import { databaseUnavailable } from './db-errors.ts';

/** A commit whose acknowledgement is lost is looked for that long; its session idles for less. */
const SETTLE_MS = 6_000;
const LOOK_AGAIN_MS = 50;
/** A change that was rolled back because its connection broke is made anew, once. */
const ATTEMPTS = 2;

/** Thrown in a change that has to start over: what was asked about beforehand has been replaced. */
export class Overtaken extends Error {}

export interface Making {
  readonly change: Change;
  /** Why, in the caller's words; it goes to the audit. */
  readonly reason?: string;
  /** When the wait for locks began, on the clock of `performance.now()`; now unless given. */
  readonly since?: number;
}

/**
 * Makes a change in one transaction, at most once for its key. Who asked for it is told to the
 * audit's trigger; that it is made stands in the same transaction under its key. By that a commit
 * whose acknowledgement was lost is settled: the change has been made and its result is returned,
 * or it has not and is made anew. Throws `outcome_unknown` only if the database cannot tell in time.
 */
export async function makeChange<T>(
  db: Db,
  making: Making,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { change } = making;
  for (let attempt = 1; ; attempt += 1) {
    let made: { readonly result: T } | undefined;
    try {
      return await inTransaction(db, async (tx) => {
        made = undefined;
        await enter(tx, making);
        await takeKey(tx, change, { patiently: attempt > 1 });
        const result = await work(tx);
        await writeKey(tx, change, result);
        made = { result };
        return result;
      });
    } catch (error) {
      // Only a commit is ever in doubt, and nothing comes between it and the assignment above.
      const inDoubt = made as { readonly result: T } | undefined;
      if (inDoubt !== undefined && isError(error, 'outcome_unknown')) {
        const fate = await fateOf(db, change);
        if (fate === 'unknown') throw error;
        if (fate !== 'not made') return ownOrThrow(fate, inDoubt.result, change);
        if (attempt === ATTEMPTS) throw databaseUnavailable(error);
      } else if (attempt === ATTEMPTS || !isError(error, 'database_unavailable')) throw error;
    }
  }
}

// Tells the audit who it is; a wait before the transaction has used up part of what locks may take.
async function enter(tx: Tx, { change, reason = '', since }: Making): Promise<void> {
  const { actor, requestId } = change;
  const told = JSON.stringify({
    actor_user_id: actor.userId,
    actor_role: actor.role,
    channel: 'api',
    request_id: requestId,
    reason,
  });
  const left = WAIT_MS - Math.round(performance.now() - (since ?? performance.now()));
  await sql`
    select
      set_config('servease.change', ${told}, true),
      case
        when ${since !== undefined}
          then set_config('lock_timeout', ${String(Math.max(left, LEAST_WAIT_MS))}, true)
      end
  `.execute(tx);
}

// The caller may have come back with its key on another connection meanwhile, and that one made it.
function ownOrThrow<T>(settled: KnownChange, result: T, { key }: Change): T {
  const same = JSON.stringify(settled.result ?? null) === JSON.stringify(result ?? null);
  if (key.fromCaller && !same) throw new AlreadyMade(settled);
  return result;
}

async function fateOf(db: Db, change: Change): Promise<KnownChange | 'not made' | 'unknown'> {
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const left = end - performance.now();
    if (left <= 0) return 'unknown';
    const look = inTransaction(db, async (tx) => {
      await sql`select set_config('lock_timeout', ${String(Math.ceil(left))}, true)`.execute(tx);
      return (await findSettled(tx, change)) ?? 'not made';
    });
    // The database is away, or the old connection still holds the key: look again.
    const found = await Promise.race([look.catch(() => undefined), sleep(left)]);
    if (found !== undefined) return found;
    await sleep(LOOK_AGAIN_MS);
  }
}

function isError(error: unknown, code: PlatformErrorCode): boolean {
  return error instanceof AppError && error.code === code;
}
