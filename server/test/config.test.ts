import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { variables } from '../src/settings.ts';

const SECRET_KEY = 'a-secret-key-for-tests-32-bytes-at-least';
const DATABASE_URL = 'postgres://ada:love@db:5433/diary';

type Environment = Readonly<Record<string, string | undefined>>;

function faults(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('without any variable everything has its default, and the demo runs', () => {
  expect(readConfig({})).toMatchObject({
    host: '0.0.0.0',
    port: 8005,
    logLevel: 'warn',
    secretKey: undefined,
    jwks: undefined,
    database: undefined,
    business: {
      timeZone: 'UTC',
      opensAt: 9,
      closesAt: 17,
      defaultPlaces: 3,
      defaultMinutes: 60,
    },
    redis: undefined,
    rabbitmq: undefined,
    adminUserIds: [],
    corsOrigins: [],
    allowedHosts: ['*'],
    demo: {
      dataFolder: '.data',
      platformPort: 8001,
      standsInFor: ['customers', 'employees', 'vehicles', 'notifications', 'authentication'],
    },
  });
});

test('outside the demo, what is unset takes the defaults of the platform', () => {
  expect(readConfig({ SECRET_KEY, DB_HOST: 'db' })).toMatchObject({
    logLevel: 'info',
    secretKey: SECRET_KEY,
    database: { url: 'postgres://postgres@db:5432/servease_appointments', sslMode: 'prefer' },
    services: {
      customers: 'http://customer-service:8002',
      employees: 'http://employee-service:8003',
      vehicles: 'http://vehicleandproject-service:8004',
      notifications: 'http://notification-service:8006',
      authentication: 'http://authentication-service:8001',
    },
    demo: undefined,
  });
});

test('Redis and RabbitMQ come with the defaults of the platform', () => {
  expect(readConfig({ REDIS_HOST: 'redis', RABBITMQ_HOST: 'rabbitmq' })).toMatchObject({
    redis: { host: 'redis', port: 6379, database: 1, password: '' },
    rabbitmq: {
      host: 'rabbitmq',
      port: 5672,
      user: 'admin',
      password: 'admin123',
      vhost: '/',
      queue: 'notification_events',
    },
  });
});

test('the configuration cannot be changed', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

/** `NAME=value` by blanks, as a shell would read them. */
function assignments(text: string): [string, string][] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
}

const real = assignments(`
  DATABASE_URL=${DATABASE_URL} DB_HOST=db DB_PORT=5433 DB_NAME=diary APPOINTMENT_DB_NAME=diary
  DB_USER=ada DB_PASSWORD=love DB_SSLMODE=require CUSTOMER_SERVICE_URL=http://c:1
  EMPLOYEE_SERVICE_URL=http://e:1 VEHICLE_SERVICE_URL=http://v:1
  NOTIFICATION_SERVICE_URL=http://n:1 AUTH_SERVICE_URL=http://a:1 USER_SERVICE_URL=http://a:1
  JWKS_URL=http://login/jwks.json
`);

test.each(real)('%s ends the demo, and a secret key is required', (name, value) => {
  expect(readConfig({ SECRET_KEY, [name]: value }).demo).toBeUndefined();
  expect(readConfig({ SECRET_KEY, [name]: value }).database).toBeDefined();
  expect(faults({ [name]: value })).toEqual([expect.stringMatching(/^SECRET_KEY: is required/)]);
});

test.each(real)('DEMO=on keeps the demo beside %s, without a secret key', (name, value) => {
  const { demo, database } = readConfig({ DEMO: 'on', [name]: value });
  expect(demo).toBeDefined();
  expect(database === undefined).toBe(!/^(DATABASE_URL|DB_|APPOINTMENT_DB_NAME)/.test(name));
  expect(demo?.standsInFor).toHaveLength(name.endsWith('_SERVICE_URL') ? 4 : 5);
});

const beside = assignments(`
  SECRET_KEY=${SECRET_KEY} REDIS_HOST=redis RABBITMQ_HOST=rabbitmq PORT=8006 DEBUG=True
  JWT_ISSUER=https://login.example.com ADMIN_USER_IDS=44444444-4444-4444-8444-444444444444
  BUSINESS_TIME_ZONE=Asia/Colombo
`);

test.each(beside)('%s leaves the demo running', (name, value) => {
  expect(readConfig({ [name]: value }).demo).toBeDefined();
});

test('DEMO=off ends the demo though nothing is configured', () => {
  expect(faults({ DEMO: 'off' })).toEqual([expect.stringMatching(/^SECRET_KEY: is required/)]);
  expect(readConfig({ DEMO: 'off', SECRET_KEY })).toMatchObject({
    demo: undefined,
    database: { url: 'postgres://postgres@localhost:5432/servease_appointments' },
  });
});

test('an empty variable counts as unset, every one of them', () => {
  const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']));
  expect(readConfig(empty)).toEqual(readConfig({}));
  expect(readConfig({ ...empty, DATABASE_URL: undefined })).toEqual(readConfig({}));
});

test('DATABASE_URL beats DB_*', () => {
  const parts = { DB_HOST: 'other', DB_PORT: '1', DB_NAME: 'x', DB_USER: 'y', DB_PASSWORD: 'z' };
  expect(readConfig({ SECRET_KEY, DATABASE_URL, ...parts }).database).toEqual({
    url: DATABASE_URL,
    sslMode: 'prefer',
  });
});

test.each([
  ['disable', '?sslmode=disable', undefined],
  ['require', '?sslmode=require', 'disable'],
  ['verify-full', '?sslmode=verify-full', undefined],
  ['require', '', 'require'],
  ['prefer', '', undefined],
])('TLS is %s with "%s" in the URL and DB_SSLMODE %s', (sslMode, query, DB_SSLMODE) => {
  const url = `${DATABASE_URL}${query}`;
  expect(readConfig({ SECRET_KEY, DATABASE_URL: url, DB_SSLMODE }).database).toEqual({
    url: DATABASE_URL,
    sslMode,
  });
});

test('other parameters of the URL are kept', () => {
  const url = `${DATABASE_URL}?host=%2Fvar%2Frun&sslmode=disable`;
  expect(readConfig({ SECRET_KEY, DATABASE_URL: url }).database?.url).toBe(
    `${DATABASE_URL}?host=%2Fvar%2Frun`,
  );
});

test.each(['db', '10.0.0.5', '::1'])('the parts make a URL with the host %s', (DB_HOST) => {
  const parts = {
    DB_HOST,
    DB_PORT: '5433',
    DB_USER: 'a@b',
    DB_PASSWORD: 'p:/?#@%',
    DB_NAME: 'd/1',
  };
  const url = new URL(readConfig({ SECRET_KEY, ...parts }).database?.url ?? '');
  expect(url.hostname.replace(/[[\]]/g, '')).toBe(DB_HOST);
  expect(url.port).toBe('5433');
  expect(decodeURIComponent(url.username)).toBe('a@b');
  expect(decodeURIComponent(url.password)).toBe('p:/?#@%');
  expect(decodeURIComponent(url.pathname)).toBe('/d/1');
});

test.each([
  ['APPOINTMENT_DB_NAME', { APPOINTMENT_DB_NAME: 'second' }, 'second'],
  ['DB_NAME, which wins,', { DB_NAME: 'first', APPOINTMENT_DB_NAME: 'second' }, 'first'],
])('%s names the database', (_, names, name) => {
  const { database } = readConfig({ SECRET_KEY, ...names });
  expect(database?.url).toBe(`postgres://postgres@localhost:5432/${name}`);
});

test.each([
  ['USER_SERVICE_URL', { USER_SERVICE_URL: 'http://two:1' }, 'http://two:1'],
  [
    'AUTH_SERVICE_URL, which wins,',
    { AUTH_SERVICE_URL: 'http://one:1', USER_SERVICE_URL: 'http://two:1' },
    'http://one:1',
  ],
])('%s says where the authentication service is', (_, urls, url) => {
  expect(readConfig({ SECRET_KEY, ...urls }).services.authentication).toBe(url);
});

test.each(['http://c:8002', 'http://c:8002/', 'http://c:8002//'])('%s is tolerated', (url) => {
  expect(readConfig({ SECRET_KEY, CUSTOMER_SERVICE_URL: url }).services.customers).toBe(
    'http://c:8002',
  );
});

// A path with a slash at its end is another one, and key sets are fetched without redirects.
test('the URL of a key set is taken as it is', () => {
  const JWKS_URL = 'https://login.example.com/keys/';
  expect(readConfig({ SECRET_KEY, JWKS_URL }).jwks?.url).toBe(JWKS_URL);
});

test('lists and switches are read as people write them', () => {
  const config = readConfig({
    ADMIN_USER_IDS: ' 44444444-4444-4444-8444-44444444444A, ,',
    CORS_ALLOWED_ORIGINS: 'http://localhost:3000,http://localhost:3001',
    ALLOWED_HOSTS: 'api.example.com, .example.org',
  });
  expect(config.adminUserIds).toEqual(['44444444-4444-4444-8444-44444444444a']);
  expect(config.corsOrigins).toEqual(['http://localhost:3000', 'http://localhost:3001']);
  expect(config.allowedHosts).toEqual(['api.example.com', '.example.org']);
  expect(readConfig({ CORS_ALLOW_ALL_ORIGINS: 'True' }).corsOrigins).toEqual(['*']);
});

test('a secret key is measured in bytes', () => {
  expect(readConfig({ SECRET_KEY: 'é'.repeat(16) }).secretKey).toBe('é'.repeat(16));
  expect(faults({ SECRET_KEY: 'é'.repeat(15) })).toHaveLength(1);
});

const faulty = assignments(`
  PORT=abc PORT=65536 PORT=-1 PORT=8005.5 SECRET_KEY=short SECRET_KEY=${'x'.repeat(31)}
  JWKS_URL=jwks JWKS_URL=file:///jwks.json DATABASE_URL=db DATABASE_URL=mysql://ada:love@db/diary
  DB_PORT=x DB_SSLMODE=maybe CUSTOMER_SERVICE_URL=customers EMPLOYEE_SERVICE_URL=ftp://e
  VEHICLE_SERVICE_URL=//v NOTIFICATION_SERVICE_URL=n:8006 AUTH_SERVICE_URL=http://
  USER_SERVICE_URL=none REDIS_PORT=99999 REDIS_DB=one REDIS_DB=-1 RABBITMQ_PORT=x
  ADMIN_USER_IDS=1,2 BUSINESS_TIME_ZONE=Mars/Olympus BUSINESS_TIME_ZONE=+05:30
  BUSINESS_HOURS_START=9:00 BUSINESS_HOURS_START=24 BUSINESS_HOURS_END=25 BUSINESS_HOURS_END=9
  MAX_CONCURRENT_APPOINTMENTS=0 MAX_CONCURRENT_APPOINTMENTS=2.5 DEFAULT_APPOINTMENT_DURATION=0
  DEFAULT_APPOINTMENT_DURATION=1441 CORS_ALLOW_ALL_ORIGINS=maybe TRUST_PROXY=2 DEMO=perhaps
  DEMO_PLATFORM_PORT=x LOG_LEVEL=loud
`);

test.each(faulty)('%s=%s is a fault named with its variable', (name, value) => {
  const told = faults({ SECRET_KEY, [name]: value });
  expect(told.length).toBeGreaterThan(0);
  for (const fault of told) expect(fault).toMatch(new RegExp(`^${name}: \\S`));
  expect(told.join()).not.toContain('love');
});

test('all faults are told at once, each once', () => {
  const environment = { DB_HOST: 'db', PORT: 'x', LOG_LEVEL: 'loud', BUSINESS_HOURS_END: '5' };
  const names = faults(environment).map((fault) => fault.split(':')[0]);
  expect(names).toEqual(['PORT', 'LOG_LEVEL', 'SECRET_KEY', 'BUSINESS_HOURS_END']);
});

const ROOT = resolve(import.meta.dirname, '../..');

/** Runs the command until it ends by itself; one that starts to serve is ended. */
function serve(folder: string, tsx: string, variables: Environment) {
  const { PATH, HOME } = process.env;
  const command = ['--import', tsx, join(ROOT, 'server/src/cli.ts'), 'serve'];
  return spawnSync(process.execPath, command, {
    cwd: folder,
    env: { PATH, HOME, ...variables },
    encoding: 'utf8',
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
}

test('the command ends with 1 and names every faulty variable', () => {
  const faulty = { SECRET_KEY: 'short', PORT: 'abc', BUSINESS_TIME_ZONE: 'Mars/Olympus' };
  const { status, stderr, stdout } = serve(ROOT, 'tsx', faulty);
  expect(status).toBe(1);
  for (const name of Object.keys(faulty)) expect(stderr).toContain(`${name}: must be`);
  expect(stderr).not.toContain('short');
  expect(stdout).toBe('');
});

test('a .env file is read; real variables win over it, unless they are empty', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  try {
    writeFileSync(join(folder, '.env'), 'PORT=abc\nLOG_LEVEL=loud\nSECRET_KEY="short"\n');
    const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
    const { status, stderr } = serve(folder, tsx, { LOG_LEVEL: 'info', SECRET_KEY: '' });
    expect(status).toBe(1);
    expect(stderr).toContain('PORT: must be');
    expect(stderr).toContain('SECRET_KEY: must be');
    expect(stderr).not.toContain('LOG_LEVEL');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
