import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, type FreshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { type PostgresProxy, proxyBefore, startPostgresProxy } from './postgres-proxy.ts';
import type { Statement } from './proxied-connection.ts';

/** Ways in which a driver may send COMMIT. */
const FORMS: readonly [form: string, commit: pg.QueryConfig & { queryMode?: 'extended' }][] = [
  ['a simple query', { text: 'commit' }],
  ['an extended query', { text: 'COMMIT', queryMode: 'extended' }],
  ['a prepared statement', { text: 'commit', name: 'to commit' }],
];

let database: FreshDatabase;
let proxy: PostgresProxy;
let url: string;
const clients: pg.Client[] = [];

beforeAll(async () => {
  database = await emptyDatabase();
  const past = await connected(database.url);
  await past.query('create table written (number int)');
  await past.end();
});
beforeEach(async () => {
  ({ proxy, url } = await proxyBefore(database.url));
});
afterEach(async () => {
  await proxy.stop();
  for (const client of clients.splice(0)) await client.end();
});
afterAll(() => database.drop());

async function connected(through = url): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: through });
  // The client of a connection that is cut says so here as well.
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

async function isWritten(number: number): Promise<boolean> {
  const past = await connected(database.url);
  return (await past.query('select from written where number = $1', [number])).rowCount === 1;
}

let number = 0;
async function begun(): Promise<{ client: pg.Client; number: number }> {
  number += 1;
  const client = await connected();
  await client.query('begin');
  await client.query('insert into written values ($1)', [number]);
  return { client, number };
}

describe('what passes', () => {
  it('is simple, extended and prepared statements, errors and large answers', async () => {
    const client = await connected();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    for (const value of [1, 2]) {
      const prepared = { name: 'twice', text: 'select $1::int * 2 as twice', values: [value] };
      expect((await client.query(prepared)).rows).toEqual([{ twice: value * 2 }]);
    }
    await expect(client.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    const large = await client.query(
      `select repeat('ä', 300000) as text from generate_series(1, 5)`,
    );
    expect(large.rows.map(({ text }) => text.length)).toEqual(Array(5).fill(300_000));
  });

  it('is not encrypted: a client that insists is told that there is no TLS', async () => {
    const client = new pg.Client({ connectionString: url, ssl: { rejectUnauthorized: false } });
    await expect(client.connect()).rejects.toThrow('does not support SSL');
  });

  it('is nothing when no server listens behind', async () => {
    const lonely = await startPostgresProxy({ targetPort: await freePort() });
    const client = new pg.Client({ host: '127.0.0.1', port: lonely.port, user: 'anybody' });
    await expect(client.connect()).rejects.toThrow('Connection terminated');
    await lonely.stop();
  });

  it('is late by the delay, once an answer and not once a message', async () => {
    const client = await connected();
    proxy.delayMs = 2_500;
    const begun = performance.now();
    await client.query('select $1::int', [1]);
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(proxy.delayMs - 10);
    // An answer has six messages.
    expect(took).toBeLessThan(6 * proxy.delayMs - 10);
  });
});

describe.each(FORMS)('a COMMIT sent as %s', (_, commit) => {
  it('has happened when its answer is lost after it has reached the server', async () => {
    const { client, number } = await begun();
    proxy.loseCommitAnswers(1, { reached: true });
    await expect(client.query(commit)).rejects.toThrow('Connection terminated');
    expect(await isWritten(number)).toBe(true);
    expect(proxy.faultsLeft).toBe(0);
  });

  it('has not happened when it is lost on the way', async () => {
    const { client, number } = await begun();
    proxy.loseCommitAnswers(1, { reached: false });
    await expect(client.query(commit)).rejects.toThrow('Connection terminated');
    expect(await isWritten(number)).toBe(false);
    expect(proxy.faultsLeft).toBe(0);
  });

  it('can be answered with ROLLBACK, and then nothing is written', async () => {
    const { client, number } = await begun();
    proxy.answerCommitWithRollback(1);
    const result = await client.query(commit);
    expect(result.command).toBe('ROLLBACK');
    expect(await isWritten(number)).toBe(false);
    // The connection goes on, outside any transaction, and what was prepared is there.
    await client.query('begin');
    await client.query('insert into written values ($1)', [number]);
    expect((await client.query(commit)).command).toBe('COMMIT');
    expect(await isWritten(number)).toBe(true);
  });
});

describe('a fault', () => {
  it('waits for a COMMIT, happens as often as asked, and can be forgotten', async () => {
    proxy.answerCommitWithRollback(2);
    const client = await connected();
    await client.query('begin');
    expect((await client.query('rollback')).command).toBe('ROLLBACK');
    expect(proxy.faultsLeft).toBe(2);
    const commands = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await client.query('begin');
      commands.push((await client.query('commit')).command);
    }
    expect(commands).toEqual(['ROLLBACK', 'ROLLBACK', 'COMMIT']);
    proxy.answerCommitWithRollback(1);
    proxy.forgetFaults();
    await client.query('begin');
    expect((await client.query('commit')).command).toBe('COMMIT');
  });

  it('that cuts all connections leaves the way open for new ones', async () => {
    const { client, number } = await begun();
    proxy.cutAll();
    await expect(client.query('commit')).rejects.toThrow();
    expect(await isWritten(number)).toBe(false);
    expect((await (await connected()).query('select 1')).rowCount).toBe(1);
  });
});

describe('a black hole', () => {
  it('lets nothing pass, and then what has waited', async () => {
    const client = await connected();
    proxy.blackHole(true);
    let answered = 0;
    const asked = client.query('select 1').then(() => {
      answered += 1;
    });
    const greeted = connected().then(() => {
      answered += 1;
    });
    await sleep(300);
    expect(answered).toBe(0);
    proxy.blackHole(false);
    await Promise.all([asked, greeted]);
    expect(answered).toBe(2);
  });

  it('hides from the server that a client has gone', async () => {
    const { client } = await begun();
    const own = await client.query('select pg_backend_pid() as backend');
    const past = await connected(database.url);
    const sessions = async (): Promise<number> => {
      const { rows } = await past.query(
        `select count(*)::int as count from pg_stat_activity
        where pid = $1 and state = 'idle in transaction'`,
        [own.rows[0].backend],
      );
      return rows[0].count;
    };
    proxy.blackHole(true);
    await Promise.race([client.end(), sleep(200)]);
    expect(await sessions()).toBe(1);
    proxy.blackHole(false);
    await eventually(async () => expect(await sessions()).toBe(0));
  });
});

describe('a gate', () => {
  it('sees every statement with its backend, and holds it as long as it likes', async () => {
    const client = await connected();
    const { rows } = await client.query('select pg_backend_pid() as backend');
    const seen: Statement[] = [];
    const answered: string[] = [];
    let open = (): void => undefined;
    proxy.gate = {
      before: (statement) => {
        seen.push(statement);
        return new Promise((resolve) => {
          open = resolve;
        });
      },
      after: ({ sql }) => answered.push(sql),
    };
    const asked = client.query('select $1::int as one', [1]);
    await eventually(() => expect(seen).toHaveLength(1));
    await sleep(100);
    expect(answered).toEqual([]);
    open();
    expect((await asked).rows).toEqual([{ one: 1 }]);
    proxy.gate = undefined;
    const sql = 'select $1::int as one';
    expect(seen).toEqual([{ backend: rows[0].backend, sql }]);
    expect(answered).toEqual([sql]);
  });

  it('can exchange the SQL, whichever way it is sent', async () => {
    const client = await connected();
    proxy.gate = { rewrite: (sql) => sql.replace('+', '-') };
    expect((await client.query('select 5 + 3 as result')).rows).toEqual([{ result: 2 }]);
    expect((await client.query('select $1::int + 3 as result', [5])).rows).toEqual([{ result: 2 }]);
  });
});
