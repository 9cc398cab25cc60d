import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { TEMPLATE } from './cluster.ts';

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes a migrated database for one test file; `drop` also ends connections left open. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return await createDatabase(TEMPLATE);
}

/** Makes a database without any table, that nobody has migrated. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return await createDatabase('template0');
}

/** The same database with settings of the session, such as the role that it runs as. */
export function withSettings(url: string, settings: Readonly<Record<string, string>>): string {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const separator = url.includes('?') ? '&' : '?';
  return `${url}${separator}options=${encodeURIComponent(options.join(' '))}`;
}

async function createDatabase(template: string): Promise<FreshDatabase> {
  const { urlPattern } = inject('postgres');
  const name = `story_${randomBytes(8).toString('hex')}`;
  const admin = urlPattern.replace('DATABASE_NAME', 'postgres');
  await run(admin, `create database ${name} template ${template}`);
  return {
    url: urlPattern.replace('DATABASE_NAME', name),
    drop: () => run(admin, `drop database if exists ${name} with (force)`),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
