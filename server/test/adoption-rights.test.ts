import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type FreshDatabase, withSettings } from './support/database.ts';
import { adopt, predecessorDatabase, sql } from './support/predecessor.ts';

/** Roles belong to the whole cluster, so each file has its own. */
const ROLE = `service_${randomBytes(4).toString('hex')}`;
const DJANGO = `django_${randomBytes(4).toString('hex')}`;

const all: FreshDatabase[] = [];

beforeAll(async () => {
  const { url } = await database(emptyDatabase());
  await sql(url, `create role ${ROLE}; create role ${DJANGO}`);
});
afterAll(async () => {
  const [first, ...rest] = all;
  for (const each of rest) await each.drop();
  await sql(first?.url ?? '', `drop role ${ROLE}; drop role ${DJANGO}`);
  await first?.drop();
});

async function database(made: Promise<FreshDatabase>): Promise<FreshDatabase> {
  const one = await made;
  all.push(one);
  return one;
}

const as = (url: string, role: string): string => withSettings(url, { role });

const OWNED_BY_DJANGO = ['appointments', 'time_slots', 'appointment_history', 'django_migrations']
  .map((table) => `alter table ${table} owner to ${DJANGO}`)
  .join(';\n');

async function tables(url: string, schema = 'public'): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    url,
    'select tablename::text as name from pg_tables where schemaname = $1 order by 1',
    [schema],
  );
  return rows.map(({ name }) => name);
}

const PREDECESSORS = ['appointment_history', 'appointments', 'django_migrations', 'time_slots'];

describe('a role without the rights', () => {
  test('is told all of them, and nothing is changed', async () => {
    const { url } = await database(predecessorDatabase({ also: OWNED_BY_DJANGO }));
    const [{ name } = { name: '' }] = await sql(url, 'select current_database() as name');
    await expect(adopt(as(url, ROLE))).rejects.toThrow(
      [
        'The database cannot be migrated:',
        `  The role ${ROLE} may not change appointment_history, appointments, time_slots: connect as their owner, ${DJANGO}, or run \`grant ${DJANGO} to ${ROLE}\`.`,
        `  The role ${ROLE} may not create tables: run \`grant create on schema public to ${ROLE}\`.`,
        `  The role ${ROLE} may not create the extension btree_gist: let the owner of the database run \`create extension btree_gist\` in it, or \`grant create on database ${name} to ${ROLE}\`.`,
      ].join('\n'),
    );
    expect(await tables(url)).toEqual(PREDECESSORS);
  });

  test('adopts once it has done as it was told', async () => {
    const { url } = await database(predecessorDatabase({ also: OWNED_BY_DJANGO }));
    await sql(
      url,
      `grant ${DJANGO} to ${ROLE};
      grant create on schema public to ${ROLE};
      create extension btree_gist`,
    );
    expect(await adopt(as(url, ROLE))).not.toEqual([]);
    await sql(url, `revoke ${DJANGO} from ${ROLE}`);
  });

  test('starts on a database that another has migrated', async () => {
    const { url } = await database(predecessorDatabase());
    await adopt(url);
    await sql(
      url,
      `grant select, insert, update, delete on all tables in schema public to ${ROLE}`,
    );
    expect(await adopt(as(url, ROLE))).toEqual([]);
  });

  test('may be the predecessor’s own, with the right to the extension', async () => {
    const { url } = await database(predecessorDatabase({ also: OWNED_BY_DJANGO }));
    const [{ name } = { name: '' }] = await sql(url, 'select current_database() as name');
    await sql(
      url,
      `grant create on schema public to ${DJANGO}; grant create on database ${name} to ${DJANGO}`,
    );
    expect(await adopt(as(url, DJANGO))).not.toEqual([]);
  });
});

describe('a search path', () => {
  test('that leads to the tables in its second place adopts them where they are', async () => {
    const { url } = await database(predecessorDatabase({ also: 'create schema "Other"' }));
    const elsewhere = withSettings(url, { search_path: '"Other",public' });
    expect(await adopt(elsewhere)).not.toEqual([]);
    expect(await tables(url, 'Other')).toEqual([]);
    expect(await tables(url)).toContain('outbox');
    // It finds what it has done, by either path.
    expect([await adopt(elsewhere), await adopt(url)]).toEqual([[], []]);
  });

  test('that misses the tables is refused', async () => {
    const { url } = await database(
      predecessorDatabase({
        also: 'alter schema public rename to "Django"; create schema public',
      }),
    );
    await expect(adopt(url)).rejects.toThrow(
      /^The schema "Django" has the tables of the service before, but the search path of the role \w+ does not lead there: run `alter role \w+ in database \w+ set search_path = "Django"`, or give the service a database of its own\.$/,
    );
    expect(await tables(url)).toEqual([]);
    expect(await adopt(withSettings(url, { search_path: '"Django"' }))).not.toEqual([]);
  });

  test('that leads nowhere is refused', async () => {
    const { url } = await database(emptyDatabase());
    await expect(adopt(withSettings(url, { search_path: 'nowhere' }))).rejects.toThrow(
      'leads to no schema that it may use',
    );
  });
});

test('the extension may be in a schema of its own', async () => {
  const { url } = await database(
    predecessorDatabase({
      also: 'create schema extensions; create extension btree_gist schema extensions',
    }),
  );
  expect(await adopt(url)).not.toEqual([]);
});

test('another program’s table of migrations is not touched', async () => {
  const { url } = await database(
    predecessorDatabase({
      also: 'create table schema_migrations (version bigint primary key, dirty boolean not null)',
    }),
  );
  await expect(adopt(url)).rejects.toThrow(
    'The table schema_migrations (version, dirty) belongs to another program',
  );
  expect(await tables(url)).toEqual([...PREDECESSORS, 'schema_migrations'].sort());
});
