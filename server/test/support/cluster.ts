import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/platform/migrate.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

/** What every test file of a project with a database is handed: `inject('postgres')`. */
export interface ProvidedPostgres {
  /** Connection string with `DATABASE_NAME` where the name of a database goes. */
  readonly urlPattern: string;
  readonly version: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: ProvidedPostgres;
    /** Set by vitest.config.ts: another PostgreSQL than the embedded one. */
    postgresBinaries?: string;
  }
}

/** The migrated database that `freshDatabase` copies. */
export const TEMPLATE = 'template_migrated';

/** Starts the one cluster of a vitest project and migrates the template; returns its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { postgresBinaries } = project.getProvidedContext();
  const cluster = await startTemporaryPostgres(postgresBinaries);
  try {
    const version = await createTemplate(cluster.url('postgres'));
    await migrate({ url: cluster.url(TEMPLATE) });
    project.provide('postgres', { urlPattern: cluster.url('DATABASE_NAME'), version });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return () => cluster.stop();
}

async function createTemplate(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${TEMPLATE}`);
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}
