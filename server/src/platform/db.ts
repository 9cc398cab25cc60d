import { Kysely, PostgresDialect, type PostgresPoolClient, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { AppError, type PlatformErrorCode } from './app-error.ts';
import { databaseBusy, databaseFailure, isTransient, overloaded } from './db-errors.ts';
import type { Database } from './db-types.ts';
import type { Logger } from './log.ts';
import { parsers } from './pg-values.ts';

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

/** TLS as `pg` takes it: off, or on with or without a check of the certificate. */
export type Tls = false | { readonly rejectUnauthorized: boolean };

export interface DatabaseOptions {
  readonly url: string;
  readonly tls: Tls;
  readonly log: Logger;
  readonly poolSize?: number;
}

/** A booking may wait this long for a connection and its locks (contract 9.21). */
export const WAIT_MS = 8_000;
const STATEMENT_MS = 15_000;
/** A process that was stopped within a transaction must not keep its locks for longer. */
const IDLE_MS = 5_000;
/** A COMMIT that is not acknowledged by then is looked for on another connection. */
const COMMIT_MS = 5_000;
/** Connections of one process. */
export const POOL_SIZE = 10;
/** With more than these waiting for one, none of the newcomers would get one in time. */
const MOST_WAITING = 500;
/** However late it is, a lock is waited for that long. */
export const LEAST_WAIT_MS = 500;
const ATTEMPTS = 3;
const REACH_MS = 1_000;

/** Opens a pool whose values keep their microseconds, their days and their digits. */
export function openDatabase(options: DatabaseOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    ssl: options.tls,
    max: options.poolSize ?? POOL_SIZE,
    connectionTimeoutMillis: WAIT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'appointment-service',
    options: '-c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=postgres',
    lock_timeout: WAIT_MS,
    statement_timeout: STATEMENT_MS,
    // The server's own limits say nothing when the line to it is dead.
    query_timeout: STATEMENT_MS + 2_000,
    idle_in_transaction_session_timeout: IDLE_MS,
    types: { getTypeParser: parsers },
  });
  let ending = false;
  const lost = (error: Error): void => {
    // Once the pool ends, connections may go as they like.
    if (!ending) options.log.warn({ reason: error.message }, 'a database connection was lost');
  };
  pool.on('error', lost);
  // A connection that dies while checked out but idle would otherwise end the process.
  pool.on('connect', (client) => client.on('error', lost));
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        connect: () => checkedClient(pool),
        end: () => {
          ending = true;
          return pool.end();
        },
      },
    }),
  });
}

/**
 * Runs `work` in one transaction and commits it; deadlocks and serialisation failures are tried
 * again, three times in all: `work` holds nothing but SQL, or, in the relay, deliveries that may be
 * repeated.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === ATTEMPTS) throw databaseBusy(error);
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt * (1 + Math.random())));
    }
  }
}

/** Whether the database answers at this moment; what takes a second is no answer. */
export async function isReachable(db: Db): Promise<boolean> {
  try {
    const late = new Promise<false>((resolve) => setTimeout(resolve, REACH_MS, false).unref());
    return await Promise.race([sql`select 1`.execute(db).then(() => true), late]);
  } catch {
    // Not being able to ask is the answer.
    return false;
  }
}

/** A client that turns driver failures into ours and believes a COMMIT only by its tag. */
async function checkedClient(pool: pg.Pool): Promise<PostgresPoolClient> {
  const asked = performance.now();
  if (pool.waitingCount >= MOST_WAITING) throw overloaded();
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseFailure(error);
  });
  let broken: AppError | undefined;
  const query = async (text: string, values: readonly unknown[]) => {
    // A lost connection has rolled back by itself; the first error is the one worth telling.
    if (text === 'rollback' && broken !== undefined) return { command: 'ROLLBACK', rows: [] };
    try {
      const result = await client.query({
        text: text === 'begin' ? begin(asked) : text,
        values: [...values],
        ...(text === 'commit' ? { query_timeout: COMMIT_MS } : {}),
      });
      if (text === 'commit' && result.command !== 'COMMIT') throw rolledBack();
      return result;
    } catch (error) {
      const failure = databaseFailure(error);
      if (!(failure instanceof AppError)) throw error;
      if (failure.code === 'database_unavailable') broken = failure;
      throw text === 'commit' && failure !== error ? outcomeUnknown(error) : failure;
    }
  };
  return {
    // Kysely passes text and values; the overload for cursors is never used.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => client.release(broken),
  };
}

// Waiting for the connection has used up part of what the locks may take.
function begin(asked: number): string {
  const left = Math.max(WAIT_MS - Math.round(performance.now() - asked), LEAST_WAIT_MS);
  // Decisions are made on what is there after the locks have come, whatever a role's default is.
  return `begin isolation level read committed; set local lock_timeout = ${left}`;
}

// PostgreSQL answers COMMIT with ROLLBACK when the transaction had already failed.
function rolledBack(): AppError<PlatformErrorCode> {
  return new AppError('database_unavailable', 'The change was rolled back. Please try again.', {
    retryAfterSeconds: 1,
  });
}

// The connection died while COMMIT was under way: the change may stand, so nobody retries blindly.
function outcomeUnknown(cause: unknown): AppError<PlatformErrorCode> {
  return new AppError(
    'outcome_unknown',
    'The database did not answer in time; the change may have been made. Please look before you try again.',
    { retryAfterSeconds: 2, cause },
  );
}
