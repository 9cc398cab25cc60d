import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceUrls } from '../src/config.ts';
import { after, useCarWorld } from './support/car-world.ts';
import { nth } from './support/people.ts';
import { json, type StubAnswer, type StubServer, startStub } from './support/stub-server.ts';
import { openWorld } from './support/world.ts';

const stage = useCarWorld();
const { owner, carWith, honest } = stage;

let elsewhere: StubServer;
beforeAll(async () => {
  elsewhere = await startStub(honest);
});
afterAll(() => elsewhere.stop());

const raw =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): StubAnswer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };

/** A byte every tenth of a second, for ever. */
const drip: StubAnswer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
};

const UNAVAILABLE = { detail: 'The vehicle service is not available. Please try again.' };
const MEGABYTES = 'x'.repeat(10_000_000);

describe('nothing is booked on an answer that', () => {
  const faults: [string, StubAnswer][] = [
    ['breaks off', (_request, response) => void response.destroy()],
    ['is 500', json(500, { detail: 'stack trace' })],
    ['is 503', json(503, {})],
    ['is 401', json(401, { detail: 'Invalid token' })],
    ['is 403', json(403, { detail: 'Authentication credentials were not provided.' })],
    ['is 429', json(429, { detail: 'Request was throttled.' })],
    ['is empty', raw('')],
    ['is 204', (_request, response) => void response.writeHead(204).end()],
    ['is HTML', raw('<html>Welcome</html>', { 'content-type': 'text/html' })],
    ['ends too early', raw('{"vehicle_id":"')],
    ['is null', raw('null')],
    ['is a list', raw('[]')],
    ['is a text', raw('"a car"')],
    ['has nothing in it', raw('{}')],
    ['nests deeply', raw('['.repeat(30_000) + ']'.repeat(30_000))],
    ['has ten megabytes', raw(`{"make":"${MEGABYTES}"}`)],
    [
      'has ten megabytes and does not say so',
      raw(`{"make":"${MEGABYTES}"}`, { 'transfer-encoding': 'chunked' }),
    ],
    ['is a gzip bomb', raw(gzipSync(MEGABYTES), { 'content-encoding': 'gzip' })],
    ['has no owner', carWith({ customer_id: undefined })],
    ['has an owner that is a number', carWith({ customer_id: 7 })],
    ['does not say whether the car is there', carWith({ is_active: undefined })],
    ['says "yes" for whether the car is there', carWith({ is_active: 'yes' })],
    ['has a year that is a text', carWith({ year: 'new' })],
    ['is about another car', carWith({ vehicle_id: randomUUID() })],
    [
      'points to another host',
      (request, response) =>
        void response.writeHead(302, { location: elsewhere.url + request.path }).end(),
    ],
  ];

  test.each(faults)('%s', async (_what, answer) => {
    await stage.well();
    stage.cars.answer = answer;
    const { status, headers, body, booked, asked } = await stage.book(1);
    expect({ status, body, booked }).toEqual({ status: 503, body: UNAVAILABLE, booked: 0 });
    expect(headers['retry-after']).toBeDefined();
    expect(asked).toBeGreaterThan(0);
    const read = await stage.world.admin.get<object>(`/appointments/${stage.seen}/`);
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ vehicle_details: 'Unknown Vehicle' });
    expect(elsewhere.requests).toEqual([]);
  });

  test('does not come, or comes in drops, within five seconds', async () => {
    await stage.well();
    for (const answer of [() => undefined, drip, after(6_000, honest)]) {
      stage.cars.answer = answer;
      const { status, milliseconds, booked, asked } = await stage.book(1);
      // One that is too slow is not asked again, which would only add to its load.
      expect({ status, booked, asked }).toEqual({ status: 503, booked: 0, asked: 1 });
      // Five seconds, and what a busy machine adds.
      expect(milliseconds).toBeLessThan(15_000);
    }
  });
});

test.each([
  ['belongs to somebody else', () => carWith({ customer_id: owner(3).person.user_id })],
  ['is out of use', () => carWith({ is_active: false })],
  ['is not known', () => json(404, { detail: 'Not found.' })],
])('a car that %s is not booked, and is asked for once', async (_what, answer) => {
  await stage.well();
  stage.cars.answer = answer();
  const { status, booked, asked } = await stage.book(2);
  expect({ status, booked, asked }).toEqual({ status: 400, booked: 0, asked: 1 });
});

test.each<[keyof ServiceUrls, string]>([
  ['customers', 'customer'],
  ['employees', 'employee'],
])('nor is anything booked on what the %s say of somebody else', async (service, name) => {
  const somebody = randomUUID();
  const record = { id: somebody, user_id: somebody, full_name: 'Somebody Else' };
  const stub = await startStub();
  const { world, close } = await openWorld({
    people: stage.world.people,
    services: { [service]: stub.url },
  });
  try {
    for (const answer of [json(200, record), json(500, {}), raw('<html>'), json(401, {})]) {
      stub.answer = answer;
      const booking = await world.admin.book(owner(1), {
        scheduled_date: '2027-01-04',
        scheduled_time: '10:00',
        assigned_employee_id: nth(world.people.employees, 0).user_id,
      });
      expect(booking.status).toBe(503);
      expect(booking.body).toMatchObject({
        detail: expect.stringContaining(`The ${name} service`),
      });
    }
    expect(await world.db.selectFrom('appointments').select('id').execute()).toEqual([]);
  } finally {
    await close();
    await stub.stop();
  }
});
