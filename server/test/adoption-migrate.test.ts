import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { migrate } from '../src/platform/migrate.ts';
import { withSettings } from './support/database.ts';
import { eventually } from './support/eventually.ts';
import { adopt, predecessorDatabase, sql } from './support/predecessor.ts';

const FILES = readdirSync(new URL('../migrations/', import.meta.url)).sort();

const migrated = async (url: string): Promise<unknown[]> =>
  (await sql(url, 'select name from schema_migrations order by name')).map(({ name }) => name);

test('twenty that adopt at the same time adopt once and report once', async () => {
  const database = await predecessorDatabase();
  const reports = await Promise.all(Array.from({ length: 20 }, () => adopt(database.url)));
  expect(reports.filter((lines) => lines.length > 0)).toHaveLength(1);
  expect(await migrated(database.url)).toEqual(FILES);
  const [counts] = await sql(
    database.url,
    `select count(*)::int as findings, (select count(*)::int from appointments) as appointments
    from adoption_report`,
  );
  expect(counts).toEqual({ findings: 16, appointments: 315 });
  await database.drop();
});

test('a database that has everything is left alone', async () => {
  const database = await predecessorDatabase();
  expect(await migrate({ url: database.url })).toEqual(FILES);
  expect(await migrate({ url: database.url })).toEqual([]);
  await database.drop();
});

test('a report that breaks off is made by the next start', async () => {
  const database = await predecessorDatabase();
  const breaksOff = migrate({
    url: database.url,
    companions: {
      '0006-adoption-report.sql': async (client) => {
        await client.query(`insert into adoption_report values ('half', 1, '[]')`);
        throw new Error('the lights went out');
      },
    },
  });
  await expect(breaksOff).rejects.toThrow('0006-adoption-report.sql failed: the lights went out');
  expect(await migrated(database.url)).not.toContain('0006-adoption-report.sql');
  expect(await adopt(database.url)).not.toEqual([]);
  expect(await sql(database.url, `select from adoption_report where finding = 'half'`)).toEqual([]);
  await database.drop();
});

describe('while somebody reads the table', () => {
  test('the migration waits and lets everybody else pass', async () => {
    const database = await predecessorDatabase();
    const reader = new pg.Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('begin; select from appointments limit 1');
    const lines: string[] = [];
    const finished = migrate({ url: database.url, log: (line) => lines.push(line) });
    await eventually(() => expect(lines.join()).toContain('waits for other sessions'), 30_000);
    // A lock that is waited for without end would hold this up without end.
    expect(await sql(database.url, 'select id from appointments')).toHaveLength(315);
    expect(await migrated(database.url)).toEqual([]);
    await reader.query('commit');
    await reader.end();
    expect(await finished).toEqual(FILES);
    await database.drop();
  });

  test('time limits of the role do not break the migration', async () => {
    const database = await predecessorDatabase();
    const limit = 300;
    const url = withSettings(database.url, {
      statement_timeout: String(limit),
      lock_timeout: String(limit),
      datestyle: 'SQL,DMY',
    });
    const reader = new pg.Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('begin; select from appointments limit 1');
    const adopted = adopt(url);
    await eventually(async () => {
      const waiting = `
        select from pg_locks
        where not granted
          and relation = 'appointments'::regclass
          and database = (select oid from pg_database where datname = current_database())`;
      expect(await sql(database.url, waiting)).not.toEqual([]);
    });
    await setTimeout(2 * limit);
    await reader.query('commit');
    await reader.end();
    expect((await adopted).join()).toContain('2031-01-06 10:00:00 to 11:00:00');
    await database.drop();
  });
});
