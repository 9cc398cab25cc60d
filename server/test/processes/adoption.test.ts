import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { endChildren } from '../support/child.ts';
import { emptyDatabase, type FreshDatabase, withSettings } from '../support/database.ts';
import { predecessorDatabase, sql } from '../support/predecessor.ts';
import { runCommand } from '../support/run-command.ts';
import { startService } from '../support/service-process.ts';

const ADOPTED = 'Adopted the database of the service before';
const POINTER = 'select finding, found, examples from adoption_report';

// Every test starts several processes, which takes a busy machine a while.
vi.setConfig({ testTimeout: 180_000 });

const all: FreshDatabase[] = [];
async function settingsOf(made: Promise<FreshDatabase>) {
  const database = await made;
  all.push(database);
  return {
    DATABASE_URL: database.url,
    SECRET_KEY: 'the secret of the adoption, longer than thirty-two bytes',
  };
}

afterEach(endChildren);
afterAll(async () => {
  for (const database of all) await database.drop();
});

const migrateCommand = (settings: Readonly<Record<string, string>>) =>
  runCommand(settings, 'migrate');

const count = (text: string, part: string): number => text.split(part).length - 1;

test('three replicas and a command that start together adopt once and tell it once', async () => {
  const settings = await settingsOf(predecessorDatabase());
  const [command, ...replicas] = await Promise.all([
    migrateCommand(settings),
    startService(settings),
    startService(settings),
    startService(settings),
  ]);
  expect(command.code, command.output).toBe(0);
  const outputs = [command.output, ...replicas.map((replica) => replica.output())];
  expect(count(outputs.join('\n'), ADOPTED)).toBe(1);
  const rows = await sql(settings.DATABASE_URL, 'select id from appointments');
  expect(rows).toHaveLength(315);
  await Promise.all(replicas.map((replica) => replica.stop()));
});

test('the command prints the report, and afterwards where it stands', async () => {
  const settings = await settingsOf(predecessorDatabase({ at: '0001' }));
  const { output: first } = await migrateCommand(settings);
  expect(first).toContain(`${ADOPTED}, every row as it was: 315 appointments`);
  expect(first).toContain('  1 time with more appointments than places\n    2031-01-06 10:00:00');
  expect(first).toMatch(/The database is up to date\.\n$/);
  expect(first).not.toContain(POINTER);

  const { output: second } = await migrateCommand(settings);
  expect(second).toMatch(/^This database was adopted on \d{4}-\d\d-\d\d\. .*\n.*up to date\.\n$/);
  expect(second).toContain(POINTER);
});

test('a fresh database has nothing to tell', async () => {
  const settings = await settingsOf(emptyDatabase());
  for (const { output } of [await migrateCommand(settings), await migrateCommand(settings)]) {
    expect(output).toContain('up to date');
    expect(output).not.toContain('dopted');
  }
});

test('a role that may not migrate is told so in a few lines', async () => {
  const settings = await settingsOf(predecessorDatabase());
  const role = `limited_${process.pid}`;
  await sql(settings.DATABASE_URL, `create role ${role}`);
  const { code, output } = await migrateCommand({
    ...settings,
    DATABASE_URL: withSettings(settings.DATABASE_URL, { role }),
  });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([
    'The database cannot be migrated:',
    expect.stringContaining('may not change appointment_history, appointments, time_slots'),
    expect.stringContaining('may not create tables'),
    expect.stringContaining('may not create the extension btree_gist'),
  ]);
  await sql(settings.DATABASE_URL, `drop role ${role}`);
});
