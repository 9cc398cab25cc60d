import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Tls } from './db.ts';
import { isLockTimeout, isTransient } from './db-errors.ts';
import { refuseObstacles } from './migration-obstacles.ts';
import { findMigrated, settleSession } from './migration-session.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);
/** Any fixed number; it keeps replicas that start together from migrating twice. */
export const MIGRATION_LOCK = 8_005_001;
/** Two seconds of waiting each and a pause between: two minutes for other sessions to let go. */
const ATTEMPTS = 40;
const PAUSE_MS = 1_000;

/** Work that belongs to a migration; it runs after the file, in the same transaction. */
export type Companion = (client: pg.ClientBase) => Promise<void>;

export interface MigrateOptions {
  readonly url: string;
  readonly tls?: Tls;
  readonly log?: (line: string) => void;
  /** By the name of the migration's file. */
  readonly companions?: Readonly<Record<string, Companion>>;
}

/**
 * Brings the database to the newest migration, each file in a transaction of its own, and answers
 * the files it has applied. Safe with several replicas; refuses, before it changes anything, a
 * database that a newer release has changed beyond this one or that this role may not change.
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const client = new pg.Client({
    connectionString: options.url,
    ssl: options.tls ?? false,
    application_name: 'appointment-service migrate',
  });
  // The query under way rejects with the same error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await settleSession(client, { lock: MIGRATION_LOCK, log: options.log });
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    const pending = await pendingOf(client, files);
    if (pending.length === 0) return [];
    await refuseObstacles(client);
    await client.query(`create table if not exists schema_migrations (
      name text primary key,
      breaking boolean not null default false,
      applied_at timestamptz not null default now()
    )`);
    for (const name of pending) await applyPatiently(client, name, options);
    return pending;
  } finally {
    await client.end();
  }
}

async function pendingOf(client: pg.Client, files: readonly string[]): Promise<string[]> {
  const done = await findMigrated(client);
  const newer = done.find(({ name, breaking }) => breaking && !files.includes(name));
  if (newer !== undefined)
    throw new Error(
      `The database has the migration ${newer.name}, which this release cannot work with: start a newer release.`,
    );
  const names = new Set(done.map(({ name }) => name));
  return files.filter((name) => !names.has(name));
}

// Whoever asks for a table that it waits for stands before it too: wait briefly, then let them pass.
async function applyPatiently(
  client: pg.Client,
  name: string,
  options: MigrateOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(client, name, options);
      options.log?.(`Applied the migration ${name}.`);
      return;
    } catch (error) {
      const { message } = error as Error;
      if (!isLockTimeout(error) && !isTransient(error))
        throw new Error(`The migration ${name} failed: ${message}`, { cause: error });
      if (attempt === ATTEMPTS)
        throw new Error(
          `The migration ${name} found no moment at which nobody used its tables: end the sessions that hold them (pg_locks, pg_stat_activity), then try again.`,
          { cause: error },
        );
      if (attempt === 1)
        options.log?.(`The migration ${name} waits for other sessions to let go of its tables.`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function apply(client: pg.Client, name: string, options: MigrateOptions): Promise<void> {
  const text = await readFile(new URL(name, FOLDER), 'utf8');
  await client.query('begin');
  try {
    await client.query(text);
    await options.companions?.[name]?.(client);
    await client.query('insert into schema_migrations (name, breaking) values ($1, $2)', [
      name,
      text.startsWith('--! breaking'),
    ]);
    await client.query('commit');
  } catch (error) {
    // A lost connection has rolled back by itself; the first error is the one worth telling.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
