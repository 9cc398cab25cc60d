import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Tls } from './db.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);
/** Any fixed number; it keeps replicas that start together from migrating twice. */
const LOCK = 8_005_001;

export interface MigrateOptions {
  readonly url: string;
  readonly tls?: Tls;
  readonly log?: (line: string) => void;
}

/**
 * Brings the database to the newest migration, each file in a transaction of its own. Safe with
 * several replicas; refuses a database that a newer release has changed beyond this one.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.url, ssl: options.tls ?? false });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists schema_migrations (
      name text primary key,
      breaking boolean not null default false,
      applied_at timestamptz not null default now()
    )`);
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    await refuseNewer(client, files);
    for (const name of files) await apply(client, name, options.log);
  } finally {
    await client.end();
  }
}

async function refuseNewer(client: pg.Client, files: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select name from schema_migrations where breaking and not (name = any($1))',
    [files],
  );
  const [newer] = rows;
  if (newer !== undefined)
    throw new Error(
      `The database has the migration ${newer.name}, which this release cannot work with: start a newer release.`,
    );
}

async function apply(client: pg.Client, name: string, log?: (line: string) => void): Promise<void> {
  const known = await client.query('select from schema_migrations where name = $1', [name]);
  if (known.rowCount === 1) return;
  const text = await readFile(new URL(name, FOLDER), 'utf8');
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into schema_migrations (name, breaking) values ($1, $2)', [
      name,
      text.startsWith('--! breaking'),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
  log?.(`Applied the migration ${name}.`);
}
