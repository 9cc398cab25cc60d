import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpDirectory } from '../src/directory/http-directory.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { type CarOwner, carOwners, crowd, nth } from './support/people.ts';
import { json, type StubAnswer, type StubServer, startStub } from './support/stub-server.ts';
import { openWorld, type World } from './support/world.ts';

/** The vehicle service; the other peers are those of the world, and well. */
let cars: StubServer;
let elsewhere: StubServer;
let world: World;
let close: () => Promise<void>;
let seen: string;

beforeAll(async () => {
  cars = await startStub();
  elsewhere = await startStub();
  ({ world, close } = await openWorld({ people: crowd(60), services: { vehicles: cars.url } }));
  cars.answer = honest;
  seen = (await given(world).appointment(of(owner(0)))).id;
});
afterAll(async () => {
  await close();
  await cars.stop();
  await elsewhere.stop();
});

const owner = (index: number): CarOwner => nth(carOwners(world.people), index);
const idIn = (path: string): string => path.split('/').find((part) => part.length === 36) ?? '';

/** What the vehicle service says of a car, with these keys instead. */
const carWith =
  (changes: Readonly<Record<string, unknown>>): StubAnswer =>
  (request, response) => {
    const car = world.people.vehicles.find((one) => one.vehicle_id === idIn(request.path));
    json(200, { ...car, ...changes })(request, response);
  };
const honest: StubAnswer = (request, response) => carWith({})(request, response);

const raw =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): StubAnswer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };

const after =
  (milliseconds: number, answer: StubAnswer): StubAnswer =>
  (request, response) => {
    setTimeout(() => answer(request, response), milliseconds);
  };

/** A byte every tenth of a second, for ever. */
const drip: StubAnswer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
};

let hour = 0;
/** Books an hour that no other story books; answers what is told and how many rows it made. */
async function book(index: number, wish: Readonly<Record<string, unknown>> = {}) {
  hour += 1;
  const day = new Date(Date.UTC(2027, 0, 4 + Math.floor(hour / 8))).toISOString().slice(0, 10);
  const before = await rows();
  const asked = cars.requests.length;
  const begun = performance.now();
  const { status, headers, body } = await world.admin.book(owner(index), {
    scheduled_date: day,
    scheduled_time: `${9 + (hour % 8)}:00`,
    ...wish,
  });
  return {
    status,
    headers,
    body: body as unknown,
    milliseconds: performance.now() - begun,
    booked: (await rows()) - before,
    asked: cars.requests.length - asked,
  };
}

async function rows(): Promise<number> {
  return (await world.db.selectFrom('appointments').select('id').execute()).length;
}

/** Waits until the service trusts the vehicle service again. */
async function well(): Promise<void> {
  cars.answer = honest;
  await eventually(async () => {
    const { body } = await world.admin.get<{ vehicle_details: string }>(`/appointments/${seen}/`);
    expect(body.vehicle_details).toContain(owner(0).car.plate_number);
  });
}

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
    await well();
    elsewhere.answer = honest;
    cars.answer = answer;
    const { status, headers, body, booked, asked } = await book(1);
    expect({ status, body, booked }).toEqual({ status: 503, body: UNAVAILABLE, booked: 0 });
    expect(headers['retry-after']).toBeDefined();
    expect(asked).toBeGreaterThan(0);
    const read = await world.admin.get<object>(`/appointments/${seen}/`);
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ vehicle_details: 'Unknown Vehicle' });
    expect(elsewhere.requests).toEqual([]);
  });

  test('does not come, or comes in drops, within five seconds', async () => {
    await well();
    for (const answer of [() => undefined, drip, after(6_000, honest)]) {
      cars.answer = answer;
      const { status, milliseconds, booked, asked } = await book(1);
      // One that is too slow is not asked again, which would only add to its load.
      expect({ status, booked, asked }).toEqual({ status: 503, booked: 0, asked: 1 });
      expect(milliseconds).toBeLessThan(8_000);
    }
  });
});

test.each([
  ['belongs to somebody else', () => carWith({ customer_id: owner(3).person.user_id })],
  ['is out of use', () => carWith({ is_active: false })],
  ['is not known', () => json(404, { detail: 'Not found.' })],
])('a car that %s is not booked, and is asked for once', async (_what, answer) => {
  await well();
  cars.answer = answer();
  const { status, booked, asked } = await book(2);
  expect({ status, booked, asked }).toEqual({ status: 400, booked: 0, asked: 1 });
});

test.each([
  ['a broken connection', (_request, response) => void response.destroy()],
  ['a 502', json(502, {})],
] satisfies [string, StubAnswer][])('%s is tried once more', async (_what, failure) => {
  await well();
  cars.answer = (request, response) => {
    cars.answer = honest;
    failure(request, response);
  };
  const { status, asked } = await book(4);
  // The third shows the car's name in the answer.
  expect({ status, asked }).toEqual({ status: 201, asked: 3 });
});

test('services that are away keep nobody from reading', async () => {
  await well();
  await cars.stop();
  try {
    const answers = await Promise.all([
      world.admin.get('/appointments/'),
      world.employee.get(`/appointments/${seen}/`),
      world.as(owner(0).person).get('/appointments/'),
      world.employee.act(seen, 'confirm'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await book(5)).toMatchObject({ status: 503, booked: 0 });
  } finally {
    await cars.comeBack();
  }
});

test('both services that know employees share the five seconds', async () => {
  await well();
  const slow = await startStub(after(3_000, json(404, { detail: 'Not found.' })));
  const { world: other, close: closeOther } = await openWorld({
    people: world.people,
    services: { employees: slow.url, authentication: slow.url },
  });
  try {
    const begun = performance.now();
    const answer = await other.admin.book(owner(6), {
      scheduled_date: '2027-03-01',
      scheduled_time: '10:00',
      assigned_employee_id: nth(world.people.employees, 0).user_id,
    });
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      detail: 'The authentication service is not available. Please try again.',
    });
    expect(performance.now() - begun).toBeLessThan(5_900);
  } finally {
    await closeOther();
    await slow.stop();
  }
});

test('cars that come too late to be shown are still booked', async () => {
  await well();
  for (let index = 20; index < 30; index += 1)
    await given(world).appointment({ ...of(owner(index)), scheduled_date: '2027-06-06' });
  cars.answer = after(1_500, honest);
  const list = async (): Promise<number> => {
    const before = cars.requests.length;
    const path = '/appointments/?start_date=2027-06-06&end_date=2027-06-06';
    const { status, body } = await world.admin.get<{ results: object[] }>(path);
    expect(status).toBe(200);
    for (const row of body.results)
      expect(row).toMatchObject({ vehicle_details: 'Unknown Vehicle' });
    return cars.requests.length - before;
  };
  expect(await list()).toBe(10);
  // From now on it is not asked for display any more, but for a probe a second.
  expect(await list()).toBeLessThan(3);
  expect(await book(7)).toMatchObject({ status: 201, booked: 1 });
});

test('five hundred who wait for a service that does not answer ask it once', async () => {
  await well();
  cars.answer = () => undefined;
  const before = cars.requests.length;
  const reads = await Promise.all(
    Array.from({ length: 500 }, () => world.admin.get(`/appointments/${seen}/`)),
  );
  expect(new Set(reads.map(({ status }) => status))).toEqual(new Set([200]));
  // Once for each second that it takes this machine to read five hundred times.
  expect(cars.requests.length - before).toBeLessThan(20);
});

test('a dead service is asked about once a second, at a hundred questions a second', async () => {
  const dead = await startStub((_request, response) => void response.destroy());
  const directory = httpDirectory(allAt(dead.url));
  const until = new AbortController().signal;
  const SECONDS = 10;
  const pending: Promise<unknown>[] = [];
  const begun = performance.now();
  for (let question = 0; question < SECONDS * 100; question += 1) {
    const id = randomUUID();
    const answer =
      question % 2 === 0
        ? directory.findVehicle(id, 'a token')
        : directory.look('vehicle', id, 'a token', until);
    pending.push(answer.catch(() => undefined));
    await sleep(Math.max(0, begun + question * 10 - performance.now()));
  }
  await Promise.all(pending);
  const seconds = (performance.now() - begun) / 1_000;
  const calls = dead.requests.length;
  await dead.stop();
  console.info(
    `a dead service got ${calls} of ${pending.length} questions in ${seconds.toFixed(1)} s, ` +
      `which makes ${Math.round(5 + ((calls - 5) / seconds) * 60)} a minute`,
  );
  expect(calls).toBeGreaterThan(5);
  expect(calls).toBeLessThan(seconds + 15);
});

test('repeats do not add up against a service that fails half the time', async () => {
  let call = 0;
  const flapping = await startStub((request, response) => {
    call += 1;
    json(call % 2 === 0 ? 404 : 500, {})(request, response);
  });
  const directory = httpDirectory(allAt(flapping.url));
  const QUESTIONS = 400;
  for (let question = 0; question < QUESTIONS; question += 1)
    await directory.findVehicle(randomUUID(), 'a token').catch(() => undefined);
  const calls = flapping.requests.length;
  await flapping.stop();
  console.info(`${QUESTIONS} questions to a flapping service were ${calls} calls`);
  expect(calls).toBeLessThan(QUESTIONS * 1.1 + 12);
});

test('a service that is back is believed within a second and a half', async () => {
  await well();
  await cars.stop();
  const tries = async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      expect((await book(10)).status).toBe(503);
      await world.admin.get('/appointments/');
    }
  };
  await tries();
  await cars.comeBack();
  const begun = performance.now();
  await eventually(async () => expect((await book(11)).status).toBe(201));
  const took = performance.now() - begun;
  console.info(
    `a booking succeeded ${Math.round(took)} ms after the return of the vehicle service`,
  );
  expect(took).toBeLessThan(5_000);
});

function allAt(url: string) {
  return { customers: url, vehicles: url, employees: url, notifications: url, authentication: url };
}
