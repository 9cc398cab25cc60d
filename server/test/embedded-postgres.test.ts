import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../src/demo/postgres/embedded-postgres.ts';
import { packagedBinaries } from '../src/demo/postgres/postgres-binaries.ts';
import { findPrograms, launch } from '../src/demo/postgres/postgres-programs.ts';
import { isRunning } from '../src/demo/postgres/running-process.ts';
import { serviceAccounts } from '../src/demo/postgres/service-account.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const ON_LINUX = process.platform === 'linux';
const IS_ROOT = process.getuid?.() === 0;
const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});

test('a first start makes the cluster and a second one finds the same rows', async () => {
  const dataFolder = join(freshFolder(), 'made', 'here');
  const first = await start({ dataFolder });
  await ask(first, "create table kept as select 'still here' as word");
  await first.stop();
  await first.stop();
  expect(isRunning(first.processId())).toBe(false);
  expect(fs.readdirSync(dirname(dataFolder)).sort()).toEqual(['here', 'postgres.log']);

  const second = await start({ dataFolder });
  expect(await ask(second, 'select word from kept')).toEqual([{ word: 'still here' }]);
  const settings = ['fsync', 'data_checksums', 'server_encoding', 'listen_addresses', 'TimeZone'];
  const values = settings.map((name) => `current_setting('${name}')`).join(` || ' ' || `);
  expect(await ask(second, `select ${values} as all`)).toEqual([{ all: 'on on UTF8  UTC' }]);
});

test.skipIf(!fs.existsSync(DEBIAN_15))(
  'another installation is used, and its folder refused to PostgreSQL 18 (needs Debian PostgreSQL 15)',
  async () => {
    const dataFolder = join(freshFolder(), 'data');
    const server = await start({ dataFolder, binaries: DEBIAN_15 });
    expect(
      await ask(server, "select current_setting('server_version_num')::int / 10000 as v"),
    ).toEqual([{ v: 15 }]);
    await server.stop();
    await expect(start({ dataFolder })).rejects.toThrow(/was made by PostgreSQL 15 and .* holds/);
  },
);

test('folders with long and odd names work, and the socket stays private', async () => {
  for (const name of [`a, b %41 "ü'`, 'deep'.repeat(40)]) {
    const server = await start({ dataFolder: join(freshFolder(), name, 'data') });
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    const host = new URL(server.url('postgres')).searchParams.get('host') ?? '';
    expect(Buffer.byteLength(host)).toBeLessThan(100);
    expect(fs.statSync(host).mode & 0o777).toBe(0o700);
    await server.stop();
  }
});

test('a killed server is started again under the same address', async () => {
  const lines: string[] = [];
  const dataFolder = join(freshFolder(), 'data');
  const server = await start({ dataFolder, log: (line) => lines.push(line) });
  await ask(server, 'create table kept as select generate_series(1, 1000)');
  const busy = await connect(server);
  // It notices the end of its server only when it is done, and until then keeps the memory.
  busy
    .query('do $$ begin for i in 1..2000000000 loop null; end loop; end $$')
    .catch(() => undefined);
  await sleep(200);
  for (let round = 0; round < 2; round += 1) {
    const killed = server.processId();
    process.kill(killed, 'SIGKILL');
    expect(await eventually(() => ask(server, 'select count(*)::int as n from kept'))).toEqual([
      { n: 1000 },
    ]);
    await eventually(() => expect(server.processId()).not.toBe(killed));
    expect(lines).toContain(`PostgreSQL runs again as process ${server.processId()}.`);
  }
});

test('a killed connection leaves the server in place', async () => {
  const server = await start({ dataFolder: join(freshFolder(), 'data') });
  const before = server.processId();
  const victim = await connect(server);
  const { rows } = await victim.query('select pg_backend_pid() as pid');
  process.kill(rows[0].pid, 'SIGKILL');
  await eventually(() => ask(server, 'select 1'));
  expect(server.processId()).toBe(before);
});

test('a stop in the middle of a restart leaves nothing running', async () => {
  const dataFolder = join(freshFolder(), 'data');
  for (let pause = 0; pause < 200; pause += 20) {
    const server = await start({ dataFolder });
    process.kill(server.processId(), 'SIGKILL');
    await sleep(pause);
    await server.stop();
    expect(isRunning(server.processId())).toBe(false);
  }
});

test('two services never share a folder, and a killed one leaves it free', async () => {
  const dataFolder = join(freshFolder(), 'data');
  const owner = await service(dataFolder);
  await expect(start({ dataFolder })).rejects.toThrow(
    `is in use by process ${owner.child.pid}; stop it, or set DATABASE_URL`,
  );
  owner.child.kill('SIGKILL');
  await eventually(() => expect(owner.child.signalCode).toBe('SIGKILL'));
  const next = await start({ dataFolder });
  await expect(start({ dataFolder })).rejects.toThrow(`in use by process ${process.pid};`);
  expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.skipIf(!ON_LINUX)('a reused process id locks nobody out (start times: Linux)', async () => {
  const dataFolder = join(freshFolder(), 'data');
  fs.writeFileSync(`${dataFolder}.lock`, `${process.pid} 1\n`);
  const server = await start({ dataFolder, supervise: false });
  process.kill(server.processId(), 'SIGKILL');
  await sleep(500);
  await expect(ask(server, 'select 1'), 'it is not supervised').rejects.toThrow();
  await server.stop();

  // The dead server's id now belongs to something else that runs under the same account.
  const account = serviceAccounts()[0];
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const other = spawn('sleep', ['100'], { ...as, cwd: '/' });
  children.push(other);
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const file = join(dataFolder, name);
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    fs.writeFileSync(file, [other.pid, ...lines.slice(1)].join('\n'));
  }
  const next = await start({ dataFolder });
  expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(isRunning(other.pid ?? 0)).toBe(true);
});

test.skipIf(!ON_LINUX || !fs.existsSync('/usr/bin/setpriv'))(
  'the server goes with a killed service and is out of reach of Ctrl-C (needs setpriv)',
  async () => {
    const { child, server } = await service(join(freshFolder(), 'data'));
    const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(server)], { encoding: 'utf8' });
    expect(Number(group)).toBe(server);
    child.kill('SIGKILL');
    await eventually(() => expect(isRunning(server)).toBe(false));
  },
);

test('a server left over from an earlier run is stopped', async () => {
  const dataFolder = join(freshFolder(), 'data');
  await (await start({ dataFolder })).stop();
  const account = serviceAccounts()[0];
  const programs = await findPrograms(packagedBinaries(account, dirname(dataFolder)), account);
  const words = [
    '-D',
    dataFolder,
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${dataFolder}`,
  ];
  const orphan = launch({ ...programs, setpriv: undefined }, 'postgres', words, 'pipe');
  children.push(orphan);
  await eventually(() => {
    expect(fs.readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8')).toContain('ready');
  });
  const next = await start({ dataFolder });
  expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(orphan.exitCode).toBe(0);
});

test('a first start that is killed half-way leaves nothing broken', async () => {
  const parent = freshFolder();
  const dataFolder = join(parent, 'data');
  const child = serviceProcess(dataFolder);
  await eventually(() => {
    const half = fs.readdirSync(parent).find((name) => name.startsWith('data.init-'));
    expect(fs.existsSync(join(parent, half ?? 'none', 'base'))).toBe(true);
  });
  child.kill('SIGKILL');
  await eventually(() => expect(child.signalCode).toBe('SIGKILL'));
  const server = await start({ dataFolder });
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(fs.readdirSync(parent).sort()).toEqual(['data', 'data.lock', 'postgres.log']);
});

test('what cannot work is refused in one sentence', async () => {
  const parent = freshFolder();
  fs.mkdirSync(join(parent, 'letters'));
  fs.writeFileSync(join(parent, 'letters', 'dear.txt'), 'x');
  const account = serviceAccounts()[0];
  if (account !== undefined) execFileSync('chown', [account.name, join(parent, 'letters')]);
  await expect(start({ dataFolder: join(parent, 'letters') })).rejects.toThrow(
    /neither empty nor a PostgreSQL cluster/,
  );
  const dataFolder = join(parent, 'data');
  await expect(start({ dataFolder, binaries: '/nowhere' })).rejects.toThrow(
    /PostgreSQL programs in \/nowhere cannot be run .*set DATABASE_URL/,
  );
  await expect(start({ dataFolder, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /did not start on .*invalid value for parameter "shared_buffers": "plenty"/,
  );
  expect(fs.existsSync(`${dataFolder}.lock`)).toBe(false);
});

test.skipIf(!IS_ROOT)(
  'root’s closed folder is replaced by a kept one, which must be ours (needs root)',
  async () => {
    const parent = freshFolder();
    fs.chmodSync(parent, 0o700);
    const dataFolder = join(parent, 'data');
    const lines: string[] = [];
    const first = await start({ dataFolder, log: (line) => lines.push(line) });
    const instead = /kept in (\/var\/lib\/servease-postgres-\w+)/.exec(lines[0] ?? '')?.[1] ?? '';
    folders.push(instead);
    await ask(first, 'create table kept as select 7 as n');
    await first.stop();
    expect(fs.statSync(join(instead, 'data')).mode & 0o777).toBe(0o700);
    const second = await start({ dataFolder });
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.stop();
    execFileSync('chown', ['4242', join(instead, 'data')]);
    await expect(start({ dataFolder })).rejects.toThrow(/belongs to another user \(uid 4242\)/);
  },
);

function freshFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'embedded-')));
  // As root, PostgreSQL runs as somebody else, who must get in.
  fs.chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(options);
  servers.push(server);
  return server;
}

async function connect(server: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client(server.url('postgres'));
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = await connect(server);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function eventually<Answer>(attempt: () => Answer | Promise<Answer>): Promise<Answer> {
  return vi.waitFor(attempt, { timeout: 60_000, interval: 20 });
}

function serviceProcess(dataFolder: string): ChildProcess {
  const source = join(import.meta.dirname, '../src/demo/postgres/embedded-postgres.ts');
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(source)};
    const server = await startEmbeddedPostgres({ dataFolder: ${JSON.stringify(dataFolder)} });
    console.log(server.processId());`;
  const words = ['--import', 'tsx', '--input-type=module', '-e', code];
  const cwd = join(import.meta.dirname, '../..');
  const child = spawn(process.execPath, words, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

async function service(dataFolder: string): Promise<{ child: ChildProcess; server: number }> {
  const child = serviceProcess(dataFolder);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', resolve);
    child.once('exit', () => reject(new Error('The service ended before its server was ready.')));
  });
  return { child, server: Number(line) };
}
