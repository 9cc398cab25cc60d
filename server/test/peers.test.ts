import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { httpDirectory } from '../src/directory/http-directory.ts';
import { after, useCarWorld } from './support/car-world.ts';
import { eventually } from './support/eventually.ts';
import { given, of } from './support/given.ts';
import { nth } from './support/people.ts';
import { json, type StubAnswer, startStub } from './support/stub-server.ts';
import { openWorld } from './support/world.ts';

const stage = useCarWorld();
const { owner, honest } = stage;

test.each([
  ['a broken connection', (_request, response) => void response.destroy()],
  ['a 502', json(502, {})],
] satisfies [string, StubAnswer][])('%s is tried once more', async (_what, failure) => {
  await stage.well();
  stage.cars.answer = (request, response) => {
    stage.cars.answer = honest;
    failure(request, response);
  };
  const { status, asked } = await stage.book(4);
  // The third shows the car's name in the answer.
  expect({ status, asked }).toEqual({ status: 201, asked: 3 });
});

test('services that are away keep nobody from reading', async () => {
  await stage.well();
  await stage.cars.stop();
  try {
    const answers = await Promise.all([
      stage.world.admin.get('/appointments/'),
      stage.world.employee.get(`/appointments/${stage.seen}/`),
      stage.world.as(owner(0).person).get('/appointments/'),
      stage.world.employee.act(stage.seen, 'confirm'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await stage.book(5)).toMatchObject({ status: 503, booked: 0 });
  } finally {
    await stage.cars.comeBack();
  }
});

test('both services that know employees share the five seconds', async () => {
  await stage.well();
  // Each of them would be in time for itself, and find nobody.
  const nobody = json(404, { detail: 'Not found.' });
  const slow = await startStub((request, response) => {
    const isFirst = request.path.includes('/employees/');
    after(isFirst ? 1_000 : 4_500, nobody)(request, response);
  });
  const { world: other, close: closeOther } = await openWorld({
    people: stage.world.people,
    services: { employees: slow.url, authentication: slow.url },
  });
  try {
    const answer = await other.admin.book(owner(6), {
      scheduled_date: '2027-03-01',
      scheduled_time: '10:00',
      assigned_employee_id: nth(stage.world.people.employees, 0).user_id,
    });
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      detail: 'The authentication service is not available. Please try again.',
    });
  } finally {
    await closeOther();
    await slow.stop();
  }
});

test('cars that come too late to be shown are still booked', async () => {
  await stage.well();
  for (let index = 20; index < 30; index += 1)
    await given(stage.world).appointment({ ...of(owner(index)), scheduled_date: '2027-06-06' });
  stage.cars.answer = after(1_500, honest);
  const list = async (): Promise<number> => {
    const before = stage.cars.requests.length;
    const path = '/appointments/?start_date=2027-06-06&end_date=2027-06-06';
    const { status, body } = await stage.world.admin.get<{ results: object[] }>(path);
    expect(status).toBe(200);
    for (const row of body.results)
      expect(row).toMatchObject({ vehicle_details: 'Unknown Vehicle' });
    return stage.cars.requests.length - before;
  };
  expect(await list()).toBe(10);
  // From now on it is not asked for display any more, but for a probe a second.
  expect(await list()).toBeLessThan(3);
  expect(await stage.book(7)).toMatchObject({ status: 201, booked: 1 });
});

test('five hundred who wait for a service that does not answer ask it once', async () => {
  await stage.well();
  stage.cars.answer = () => undefined;
  const before = stage.cars.requests.length;
  const reads = await Promise.all(
    Array.from({ length: 500 }, () => stage.world.admin.get(`/appointments/${stage.seen}/`)),
  );
  expect(new Set(reads.map(({ status }) => status))).toEqual(new Set([200]));
  // Once for each second that it takes this machine to read five hundred times.
  expect(stage.cars.requests.length - before).toBeLessThan(20);
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
  await stage.well();
  await stage.cars.stop();
  const tries = async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      expect((await stage.book(10)).status).toBe(503);
      await stage.world.admin.get('/appointments/');
    }
  };
  await tries();
  await stage.cars.comeBack();
  const begun = performance.now();
  await eventually(async () => expect((await stage.book(11)).status).toBe(201));
  const took = performance.now() - begun;
  console.info(
    `a booking succeeded ${Math.round(took)} ms after the return of the vehicle service`,
  );
  // That, and what a busy machine adds.
  expect(took).toBeLessThan(10_000);
});

function allAt(url: string) {
  return { customers: url, vehicles: url, employees: url, notifications: url, authentication: url };
}
