import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import type { Client } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { carOwners, nth } from './support/people.ts';
import { openWorld, useWorld } from './support/world.ts';

const world = useWorld();

const MISSING = 'f0000000-0000-4000-8000-000000000000';
const NOT_FOUND = { detail: 'Not found.' };
const HUGE = 'x'.repeat(64 * 1024 + 1);

const nobody = (): Client => world.withHeader(undefined);
const customer = (): Client => world.as(nth(carOwners(world.people), 0).person);

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function ask(client: Client, method: Method, path: string, options: InjectOptions = {}) {
  return await client.request({ method, url: `/api/v1${path}`, ...options });
}

const as = (contentType: string, payload: string): InjectOptions => ({
  headers: { 'content-type': contentType },
  payload,
});

describe('checks are made in one order, so that no answer tells what an earlier check forbids', () => {
  const wrongType = as('text/plain', 'hello');
  const malformed = as('application/json', '{');
  const tooLarge = as('application/json', HUGE);

  test.each<[string, () => Client, Method, string, InjectOptions, number]>([
    ['path (404) before token (401)', nobody, 'GET', '/nowhere/', {}, 404],
    ['path (404) before token (401), writing', nobody, 'POST', '/nowhere/', malformed, 404],
    ['token (401) before method (405)', nobody, 'PUT', '/appointments/', {}, 401],
    ['token (401) before media type (415)', nobody, 'POST', '/appointments/', wrongType, 401],
    ['token (401) before body (400)', nobody, 'POST', '/appointments/', malformed, 401],
    ['token (401) before size (413)', nobody, 'POST', '/appointments/', tooLarge, 401],
    ['token (401) before object (404)', nobody, 'GET', `/appointments/${MISSING}/`, {}, 401],
    ['role (403) before object', customer, 'POST', `/appointments/${MISSING}/confirm/`, {}, 403],
    ['role (403) before method', customer, 'GET', `/appointments/${MISSING}/confirm/`, {}, 403],
    ['role (403) before id', customer, 'POST', '/appointments/x/assign/', malformed, 403],
    ['role (403) before body', customer, 'POST', `/appointments/${MISSING}/start/`, malformed, 403],
    ['method (405) before object', customer, 'GET', `/appointments/${MISSING}/cancel/`, {}, 405],
    ['method (405) before body', customer, 'PUT', '/appointments/', malformed, 405],
    [
      'object (404) before body',
      customer,
      'POST',
      `/appointments/${MISSING}/cancel/`,
      malformed,
      404,
    ],
    [
      'object (404) before type',
      customer,
      'POST',
      `/appointments/${MISSING}/cancel/`,
      wrongType,
      404,
    ],
    [
      'object (404) before fields',
      customer,
      'POST',
      `/appointments/${MISSING}/reschedule/`,
      {},
      404,
    ],
    ['id (404) before body', customer, 'POST', '/appointments/x/cancel/', malformed, 404],
  ])('%s', async (_pair, client, method, path, options, status) => {
    expect((await ask(client(), method, path, options)).status).toBe(status);
  });

  test('fields (400) before rules (400)', async () => {
    const { id } = await given(world).appointment({ status: 'completed' });
    const answer = await world.employee.act(id, 'confirm', { reason: null });
    expect(answer.body).toEqual({ reason: ['This field may not be null.'] });
  });
});

describe('a method that a path does not serve is 405 and told what is served', () => {
  test.each<[Method, string, string]>([
    ['PUT', '/appointments/', 'GET, POST, HEAD, OPTIONS'],
    ['PATCH', '/appointments/', 'GET, POST, HEAD, OPTIONS'],
    ['DELETE', '/appointments/', 'GET, POST, HEAD, OPTIONS'],
    ['POST', '/appointments/available_slots/', 'GET, HEAD, OPTIONS'],
    ['DELETE', `/appointments/${MISSING}/history/`, 'GET, HEAD, OPTIONS'],
    ['GET', `/appointments/${MISSING}/confirm/`, 'POST, OPTIONS'],
    ['PUT', `/appointments/${MISSING}/assign/`, 'POST, OPTIONS'],
    ['PATCH', `/appointments/${MISSING}/reschedule/`, 'POST, OPTIONS'],
  ])('%s %s', async (method, path, allow) => {
    const answer = await ask(world.admin, method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    expect(answer.body).toEqual({ detail: `Method "${method}" not allowed.` });
  });
});

describe('paths end in a slash', () => {
  test.each([
    ['/api/v1/appointments', '/api/v1/appointments/'],
    ['/api/v1/appointments?x=1&y=%C3%BC', '/api/v1/appointments/?x=1&y=%C3%BC'],
    ['/api/v1/appointments?note=why?&x=1', '/api/v1/appointments/?note=why?&x=1'],
    [`/api/v1/appointments/${MISSING}`, `/api/v1/appointments/${MISSING}/`],
    [`/api/v1/appointments/${MISSING}/history`, `/api/v1/appointments/${MISSING}/history/`],
    ['/health', '/health/'],
  ])('GET %s is sent on, without a token', async (from, to) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await nobody().request({ method, url: from });
      expect([answer.status, answer.headers.location]).toEqual([301, to]);
      expect(answer.body).toBe('');
    }
  });

  test('POST is served, as a redirect would lose its body', async () => {
    const owner = nth(carOwners(world.people), 1);
    const booked = await world.as(owner.person).post<{ id: string }>('/appointments', {
      ...of(owner),
      appointment_type: 'repair',
      scheduled_date: '2026-12-01',
      scheduled_time: '10:00',
    });
    expect(booked.status).toBe(201);
    const path = `/appointments/${booked.body.id}/cancel`;
    const cancelled = await world.admin.post(path, { reason: 'no slash' });
    expect(cancelled.status).toBe(200);
  });

  test.each([
    '//api/v1/appointments/',
    '/api//v1/appointments/',
    '/api/v1//appointments/',
    '/api/v1/appointments//',
    `/api/v1/appointments//${MISSING}/`,
    `/api/v1/appointments/${MISSING}//`,
    `/api/v1/appointments/${MISSING}//history/`,
    '//evil.example/api/v1/appointments',
    '/api/v2/appointments/',
    '/',
    '/nowhere',
  ])('%s is no path', async (url) => {
    const answer = await nobody().request({ method: 'GET', url });
    expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
  });
});

describe('ids', () => {
  test('are read in capitals and without dashes, and written in one form', async () => {
    const { id } = await given(world).appointment();
    for (const spelling of [id.toUpperCase(), id.replaceAll('-', '')]) {
      const found = await world.employee.get(`/appointments/${spelling}/`);
      expect(found.body).toMatchObject({ id });
      expect((await world.employee.get(`/appointments/${spelling}/history/`)).body).toEqual([]);
    }
  });

  test.each([
    ['a letter', 'x'],
    ['a number', '5'],
    ['one digit less', MISSING.slice(1)],
    ['one digit more', `${MISSING}0`],
    ['three hundred letters', 'x'.repeat(300)],
    ['a null character', '%00'],
    ['a car', '%F0%9F%9A%97'],
    ['the way up', '%2e%2e%2f'],
    ["the admin screen's tasks", 'tasks'],
  ])('that are none are not found: %s', async (_what, id) => {
    const answer = await world.admin.get(`/appointments/${id}/`);
    expect([answer.status, answer.body]).toEqual([404, NOT_FOUND]);
  });

  test('that cannot be decoded get an answer in the usual shape', async () => {
    const answer = await world.admin.get('/appointments/%ZZ/');
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).toEqual({ detail: expect.any(String) });
    expect(answer.headers).toMatchObject({ 'x-frame-options': 'DENY' });
  });
});

describe('every answer carries the security headers and the id of its request', () => {
  const CARRIED = {
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-request-id': 'abc-1.2:3_4',
  };
  test.each<[number, () => Client, Method, string, InjectOptions]>([
    [200, nobody, 'GET', '/health/', {}],
    [200, customer, 'GET', '/api/v1/appointments/', {}],
    [200, customer, 'HEAD', '/api/v1/appointments/', {}],
    [301, nobody, 'GET', '/api/v1/appointments', {}],
    [400, customer, 'POST', '/api/v1/appointments/', as('application/json', '[')],
    [401, nobody, 'GET', '/api/v1/appointments/', {}],
    [403, customer, 'POST', `/api/v1/appointments/${MISSING}/confirm/`, {}],
    [404, customer, 'GET', `/api/v1/appointments/${MISSING}/`, {}],
    [404, nobody, 'GET', '/nowhere/', {}],
    [405, customer, 'DELETE', '/api/v1/appointments/', {}],
    [413, customer, 'POST', '/api/v1/appointments/', as('application/json', HUGE)],
    [415, customer, 'POST', '/api/v1/appointments/', as('text/plain', 'x')],
  ])('%i', async (status, client, method, url, options) => {
    const headers = { ...options.headers, 'x-request-id': CARRIED['x-request-id'] };
    const answer = await client().request({ ...options, method, url, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(CARRIED);
  });

  test('a request without an id, or with a harmful one, gets a new one', async () => {
    for (const sent of [undefined, 'x'.repeat(65), 'a b', '{"level":60}']) {
      const headers = sent === undefined ? {} : { 'x-request-id': sent };
      const answer = await nobody().request({ method: 'GET', url: '/health/', headers });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('health is public', () => {
  test.each(['/health/', '/health/live/'])('%s, to the byte', async (url) => {
    const answer = await world.app.inject({ method: 'GET', url });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
    ]);
    expect(answer.payload).toBe(
      '{"status": "healthy", "service": "appointment-service", "version": "1.0.0"}',
    );
  });

  test('/health/ready/ asks the database', async () => {
    // A database that takes a second for its answer counts as away, as it may on a busy machine.
    await eventually(async () => {
      const { status } = await nobody().request({ method: 'GET', url: '/health/ready/' });
      expect(status).toBe(200);
    });
  });
});

test('HEAD answers as GET does, without a body', async () => {
  const { id } = await given(world).appointment({ customer_id: randomUUID() });
  for (const path of ['/appointments/', `/appointments/${id}/`, `/appointments/${id}/history/`]) {
    const answer = await ask(world.employee, 'HEAD', path);
    expect([answer.status, answer.body]).toEqual([200, '']);
  }
});

test('only the hosts of the configuration are served', async () => {
  const { world: strict, close } = await openWorld({
    people: world.people,
    allowedHosts: ['appointments.example', '.servease.example'],
  });
  const statusFor = async (host: string) =>
    await strict.admin.request({ method: 'GET', url: '/api/v1/appointments/', headers: { host } });
  try {
    for (const host of [
      'appointments.example',
      'APPOINTMENTS.example:8005',
      'servease.example',
      'a.b.servease.example',
    ])
      expect([host, (await statusFor(host)).status]).toEqual([host, 200]);
    for (const host of ['evil.example', 'notservease.example', 'appointments.example.evil']) {
      const answer = await statusFor(host);
      expect([host, answer.status]).toEqual([host, 400]);
      expect(answer.body).toEqual({ detail: expect.any(String) });
    }
  } finally {
    await close();
  }
});
