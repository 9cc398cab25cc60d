import { readFileSync } from 'node:fs';
import pg from 'pg';
import { migrateAndReport } from '../../src/adoption/adopt.ts';
import { emptyDatabase, type FreshDatabase } from './database.ts';

const RECORDED = new URL('../contract/predecessor-database.sql', import.meta.url);

/** Its two migrations: the first had no `duration_seconds`. */
export type PredecessorAt = '0001' | '0002';

export interface PredecessorOptions {
  readonly at?: PredecessorAt;
  /** Statements to run on it, such as rows that the recording lacks. */
  readonly also?: string;
}

/** Makes a database as the service before left it: with its recorded rows, never migrated by us. */
export async function predecessorDatabase(
  options: PredecessorOptions = {},
): Promise<FreshDatabase> {
  const database = await emptyDatabase();
  try {
    await sql(database.url, readFileSync(RECORDED, 'utf8'));
    if (options.at === '0001') await sql(database.url, BACK_TO_0001);
    if (options.also !== undefined) await sql(database.url, options.also);
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/** The same, adopted. */
export async function adoptedDatabase(options: PredecessorOptions = {}): Promise<FreshDatabase> {
  const database = await predecessorDatabase(options);
  await adopt(database.url);
  return database;
}

/** Migrates with the settings of the stories; answers the report. */
export async function adopt(url: string): Promise<string[]> {
  return await migrateAndReport({ url, defaultPlaces: 3 });
}

/** Runs SQL on a database, past the service. */
export async function sql<Row extends pg.QueryResultRow = pg.QueryResultRow>(
  url: string,
  text: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'`);
    const result = await client.query<Row>(text, values === undefined ? undefined : [...values]);
    return result.rows;
  } finally {
    await client.end();
  }
}

/** The faulty rows by the words they were recorded with. */
export async function dirtyRows(url: string, words: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    url,
    'select id from appointments where service_description = $1 order by id',
    [words],
  );
  if (rows.length === 0) throw new Error(`There is no row "${words}".`);
  return rows.map(({ id }) => id);
}

export async function isGuarded(url: string, id: string): Promise<boolean | undefined> {
  const rows = await sql(url, 'select guarded from appointments where id = $1', [id]);
  return rows[0]?.guarded;
}

const BACK_TO_0001 = `
  alter table appointments drop column duration_seconds;
  delete from django_migrations where app = 'appointments' and name like '0002%'`;
