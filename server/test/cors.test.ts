import type { InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import type { Answer } from './support/client.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { openWorld, useWorld, type World } from './support/world.ts';

const world = useWorld();

const BUILT_IN = ['http://localhost:5173', 'http://localhost'];
const OTHERS = [
  'http://localhost:3000',
  'http://localhost:5174',
  'https://localhost:5173',
  'http://localhost.evil.example',
  'http://evil.example',
  'null',
];
const PREFLIGHT = {
  'access-control-request-method': 'PATCH',
  'access-control-request-headers': 'authorization,content-type',
};
const MISSING = 'f0000000-0000-4000-8000-000000000000';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
type Ask = (headers: Record<string, string>) => Promise<Answer<unknown>>;

const corsHeaders = (answer: Answer<unknown>): string[] =>
  Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));

function expectLetIn(answer: Answer<unknown>, origin: string): void {
  expect(answer.headers['access-control-allow-origin']).toBe(origin);
  expect(answer.headers['access-control-allow-credentials']).toBe('true');
  expect(String(answer.headers.vary).toLowerCase().split(/, */)).toContain('origin');
}

async function preflight(where: World, origin: string, path = '/api/v1/appointments/') {
  return await where.withHeader(undefined).request({
    method: 'OPTIONS',
    url: path,
    headers: { origin, ...PREFLIGHT },
  });
}

async function read(where: World, origin: string | undefined) {
  return await where.admin.request({
    method: 'GET',
    url: '/api/v1/appointments/',
    ...(origin === undefined ? {} : { headers: { origin } }),
  });
}

describe.each(BUILT_IN)('a browser of %s is let in', (origin) => {
  test('with its origin echoed and with credentials', async () => {
    const answer = await read(world, origin);
    expect(answer.status).toBe(200);
    expectLetIn(answer, origin);
  });

  test.each([
    '/api/v1/appointments/',
    `/api/v1/appointments/${MISSING}/`,
    `/api/v1/appointments/${MISSING}/confirm/`,
    '/api/v1/appointments/stats/',
    '/api/v1/appointments/time-slots/',
    '/api/v1/appointments/appointments/stats/',
    '/api/v1/history/',
    '/api/v1/',
    '/health/',
  ])('by a preflight that needs no token: %s', async (path) => {
    const answer = await preflight(world, origin, path);
    expect([answer.status, answer.body]).toEqual([200, '']);
    expectLetIn(answer, origin);
    expect(answer.headers).toMatchObject({
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers':
        'authorization, content-type, accept, origin, x-requested-with, x-csrftoken, idempotency-key, if-match, last-event-id',
      'access-control-max-age': '86400',
    });
  });

  const huge = 'x'.repeat(64 * 1024 + 1);
  const confirm = `/appointments/${MISSING}/confirm/`;
  test.each<[number, string, 'nobody' | 'customer' | 'employee', Method, string, string?, string?]>(
    [
      [301, 'a path without its slash', 'nobody', 'GET', '/appointments'],
      [400, 'a body with faults', 'customer', 'POST', '/appointments/', '{}'],
      [400, 'a body that cannot be read', 'customer', 'POST', '/appointments/', '{'],
      [401, 'no token', 'nobody', 'GET', '/appointments/'],
      [403, 'the wrong role', 'customer', 'POST', confirm],
      [404, 'no such appointment', 'customer', 'GET', `/appointments/${MISSING}/`],
      [404, 'no such path', 'nobody', 'GET', '/nowhere/'],
      [404, 'no such page', 'employee', 'GET', '/appointments/?page=9'],
      [405, 'a method that is not served', 'customer', 'PUT', '/appointments/'],
      [413, 'a body that is too large', 'customer', 'POST', '/appointments/', huge],
      [415, 'another media type', 'customer', 'POST', '/appointments/', 'x', 'text/plain'],
    ],
  )('and reads the error %i: %s', async (status, _what, who, method, path, payload, type) => {
    const client = {
      nobody: world.withHeader(undefined),
      customer: world.as(nth(carOwners(world.people), 0).person),
      employee: world.employee,
    }[who];
    const options: InjectOptions = { method, url: `/api/v1${path}` };
    const answer = await client.request({
      ...options,
      headers: { origin, 'content-type': type ?? 'application/json' },
      ...(payload === undefined ? {} : { payload }),
    });
    expect(answer.status).toBe(status);
    expectLetIn(answer, origin);
  });

  test('and sees its writes answered', async () => {
    const headers = { origin };
    const { id } = await given(world).appointment(of(nth(carOwners(world.people), 0)));
    const asks: Ask[] = [
      async (more) => await ask('POST', `/appointments/${id}/confirm/`, more),
      async (more) => await ask('PATCH', `/appointments/${id}/`, more, { customer_notes: 'x' }),
      async (more) => await ask('DELETE', `/appointments/${id}/`, more),
    ];
    for (const asking of asks) {
      const answer = await asking(headers);
      expect([200, 204]).toContain(answer.status);
      expectLetIn(answer, origin);
    }
  });
});

async function ask(method: Method, path: string, headers: Record<string, string>, body?: object) {
  return await world.admin.request({
    method,
    url: `/api/v1${path}`,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
}

test('a 500 carries the headers too', async () => {
  const { world: broken, close } = await openWorld({ people: world.people });
  try {
    await broken.db.schema.dropTable('appointments').cascade().execute();
    const answer = await read(broken, 'http://localhost');
    expect(answer.status).toBe(500);
    expectLetIn(answer, 'http://localhost');
  } finally {
    await close();
  }
});

describe('other origins get a normal answer without the headers', () => {
  test.each(OTHERS)('%s', async (origin) => {
    const answer = await read(world, origin);
    expect(answer.status).toBe(200);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test.each(OTHERS)('%s, as an error', async (origin) => {
    const answer = await world.withHeader(undefined).request({
      method: 'GET',
      url: '/api/v1/appointments/',
      headers: { origin },
    });
    expect(answer.status).toBe(401);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test.each(OTHERS)('%s, by a preflight', async (origin) => {
    const answer = await preflight(world, origin);
    expect(answer.status).toBeLessThan(500);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test('and so does a caller that is no browser', async () => {
    expect(corsHeaders(await read(world, undefined))).toEqual([]);
  });
});

describe('the setting CORS_ALLOWED_ORIGINS', () => {
  const wider = useWorld({
    corsOrigins: ['http://localhost:3000', 'https://app.servease.example'],
  });

  test.each([...BUILT_IN, 'http://localhost:3000', 'https://app.servease.example'])(
    'adds to the built-in origins: %s',
    async (origin) => {
      expectLetIn(await read(wider, origin), origin);
      const asked = await preflight(wider, origin);
      expect([asked.status, asked.body]).toEqual([200, '']);
      expectLetIn(asked, origin);
    },
  );

  test('lets nobody else in', async () => {
    expect(corsHeaders(await read(wider, 'http://localhost:3001'))).toEqual([]);
  });
});

describe('the setting CORS_ALLOW_ALL_ORIGINS', () => {
  const open = useWorld({ corsOrigins: ['*'] });

  test.each([...BUILT_IN, ...OTHERS])('echoes %s, never a star', async (origin) => {
    expectLetIn(await read(open, origin), origin);
    expectLetIn(await preflight(open, origin), origin);
  });
});
