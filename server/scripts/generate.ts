import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { apiTypes } from '../../sdk/scripts/api-types.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startTemporaryPostgres } from '../test/support/temporary-postgres.ts';
import { configurationPage } from './generate-configuration.ts';
import { databaseTypes } from './generate-db-types.ts';
import { errorsPage } from './generate-errors.ts';
import { openApiDocument } from './generate-openapi.ts';
import { schemaPage } from './generate-schema.ts';

// Writes every generated file, or with --check names those that no longer fit their source.

const ROOT = resolve(import.meta.dirname, '../..');

type Files = Readonly<Record<string, string>>;

/** Runs `work` on a freshly migrated database that is thrown away afterwards. */
async function onFreshDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const cluster = await startTemporaryPostgres();
  try {
    const url = cluster.url('postgres');
    await migrate({ url });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  } finally {
    await cluster.stop();
  }
}

async function generate(): Promise<Files> {
  const fromDatabase = await onFreshDatabase(async (client) => ({
    'server/schema.sql': await schemaPage(client),
    'server/src/platform/db-types.ts': await databaseTypes(client),
  }));
  const document = await openApiDocument();
  return {
    ...fromDatabase,
    'docs/configuration.md': configurationPage(),
    'docs/errors.md': errorsPage(),
    'openapi.json': document,
    'sdk/src/api-types.ts': await apiTypes(document),
  };
}

async function current(path: string): Promise<string | undefined> {
  return readFile(join(ROOT, path), 'utf8').catch(() => undefined);
}

async function stale(files: Files): Promise<string[]> {
  const paths = Object.keys(files);
  const fresh = await Promise.all(paths.map(async (path) => (await current(path)) === files[path]));
  return paths.filter((_, index) => !fresh[index]);
}

const files = await generate();
const changed = await stale(files);
if (process.argv.includes('--check')) {
  if (changed.length > 0) {
    console.error('Stale generated files:');
    for (const path of changed) console.error(`  ${path}`);
    console.error('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
} else {
  for (const path of changed) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), files[path] ?? '');
  }
  for (const path of Object.keys(files))
    console.log(`${changed.includes(path) ? 'written  ' : 'unchanged'} ${path}`);
}
